package dev.giteadrone.model;

import java.util.List;
import java.util.Optional;

/**
 * What the wiring stage found.
 *
 * @param apps every application of the administrator, over all pages
 * @param host our variables in the secrets file
 * @param probe what Gitea says to the file's client; {@code UNKNOWN} if the file has no complete
 *     client
 * @param runner the runners' own file, where there is one
 * @param live the running Drone, for telling a stale file from a stale process
 */
public record WiringObserved(
    List<OAuthApp> apps,
    Stored<HostSecrets> host,
    ClientProbe probe,
    Optional<Stored<HostSecrets>> runner,
    LiveObserved live) {
  /** Copies the list. */
  public WiringObserved {
    apps = List.copyOf(apps);
  }
}
