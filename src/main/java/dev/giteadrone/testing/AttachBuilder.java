package dev.giteadrone.testing;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.AttachCheck;
import dev.giteadrone.testing.internal.AttachedControl;
import dev.giteadrone.testing.internal.Endpoints;
import dev.giteadrone.testing.internal.RunMark;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Describes servers that somebody else runs: containers, or a staging host.
 *
 * <pre>{@code
 * try (GiteaDroneServers servers =
 *     GiteaDroneServers.attach("http://localhost:3000", "http://localhost:8080")
 *         .admin("me", password)
 *         .open()) {
 *   ...
 * }
 * }</pre>
 *
 * <p>Everything that a test creates there has a random mark in its name and description. {@link
 * GiteaDroneServers#close} removes it, and nothing else. The administrator's sign-in stays in
 * Gitea's list of sessions and permitted applications.
 */
public final class AttachBuilder {
  private static final Case NO_USER = Case.of(ProblemId.TESTING_ATTACH, "no-user");
  private static final Case SAME_URL = Case.of(ProblemId.TESTING_ATTACH, "same-url");
  private static final Case NO_URL = Case.of(ProblemId.TESTING_ATTACH, "no-url", "server");

  private final String giteaUrl;
  private final String droneUrl;
  private String username = "";
  private Secret password = Secret.of("");
  private Optional<Secret> droneToken = Optional.empty();
  private Optional<Path> caCertificate = Optional.empty();
  private Duration limit = ServersBuilder.LIMIT;

  AttachBuilder(String giteaUrl, String droneUrl) {
    this.giteaUrl = giteaUrl;
    this.droneUrl = droneUrl;
  }

  /**
   * The user the test acts as: an administrator of both servers, without a second factor. An
   * ordinary user is enough for tests that create no users.
   */
  public AttachBuilder admin(String name, String itsPassword) {
    this.username = name;
    this.password = Secret.of(itsPassword);
    return this;
  }

  /** The API token of this user in Drone; if not set, a login through Gitea's pages gets it. */
  public AttachBuilder droneToken(String token) {
    this.droneToken = Optional.of(Secret.of(token));
    return this;
  }

  /** A PEM file with a certificate authority, trusted in addition to those of the JDK. */
  public AttachBuilder caCertificate(Path pem) {
    this.caCertificate = Optional.of(pem);
    return this;
  }

  /** The time limit of waits without their own limit; two minutes if not set. */
  public AttachBuilder waitLimit(Duration duration) {
    this.limit = Arguments.limit("waitLimit(duration)", duration);
    return this;
  }

  /**
   * Signs in to both servers.
   *
   * @throws ConfigurationException if the description is wrong; nothing was sent then
   * @throws dev.giteadrone.errors.GiteaDroneException if a server refuses the user or cannot be
   *     reached
   */
  public GiteaDroneServers open() {
    Endpoints endpoints =
        new Endpoints(url("Gitea", giteaUrl), url("Drone", droneUrl), caCertificate);
    if (username.isBlank() || password.isBlank()) {
      throw refused(NO_USER.failure());
    }
    if (endpoints.gitea().equals(endpoints.drone())) {
      throw refused(SAME_URL.failure());
    }
    AttachCheck.require(endpoints, username, password, droneToken);
    return new ServersHandle(
        endpoints, new AttachedControl(), RunMark.shared(), limit, username, password, droneToken);
  }

  private static URI url(String server, String text) {
    try {
      URI url =
          new URI(Arguments.given("attach(giteaUrl, droneUrl)", text).replaceFirst("/+$", ""));
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw refused(NO_URL.failure(server));
  }

  private static GiteaDroneException refused(Failure failure) {
    return FailureMapping.of(failure.exitCode(), failure.problem(), null);
  }
}
