package dev.giteadrone.model.desired;

import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The desired state of Drone.
 *
 * @param url its URL without a final slash
 * @param runners the kinds of runner that must pick up builds
 * @param appName the name of a new OAuth2 application
 * @param givenToken a Drone user token from {@code DRONE_TOKEN}
 */
public record DroneTarget(
    URI url, Set<RunnerType> runners, String appName, Optional<Secret> givenToken) {
  /** Copies the set, in the order of the enum. */
  public DroneTarget {
    runners = java.util.Collections.unmodifiableSet(new TreeSet<>(runners));
  }

  /** Where Gitea sends the browser back to: {@code URL/login}, as Drone's server has it. */
  public String redirectUri() {
    return url + "/login";
  }
}
