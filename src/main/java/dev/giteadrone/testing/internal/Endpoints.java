package dev.giteadrone.testing.internal;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The addresses of the two servers.
 *
 * @param gitea Gitea's root URL, without a slash at its end
 * @param drone Drone's root URL, without a slash at its end
 * @param caCertificate a PEM file with a certificate authority, trusted in addition to those of the
 *     JDK
 */
public record Endpoints(URI gitea, URI drone, Optional<Path> caCertificate) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  RestGitea giteaGateway() {
    return new RestGitea(http("Gitea", gitea, ProblemId.GITEA_READY));
  }

  RestDrone droneGateway() {
    return new RestDrone(http("Drone", drone, ProblemId.DRONE_READY), gitea);
  }

  /** Plain HTTP is allowed, because these servers are made for tests. */
  private Http http(String name, URI url, ProblemId ready) {
    return new Http(
        new Server(name, url, ready),
        new HttpSettings(true, caCertificate),
        new Timeline(),
        () -> Deadline.in(LIMIT));
  }
}
