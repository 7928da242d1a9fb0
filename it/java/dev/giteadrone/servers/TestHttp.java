package dev.giteadrone.servers;

import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The program's own connection to a real server. */
public final class TestHttp {
  private TestHttp() {}

  /** A connection whose requests are not counted. */
  public static Http to(String name, URI url, Optional<Path> caCertificate) {
    return to(name, url, caCertificate, new Timeline());
  }

  /**
   * A connection.
   *
   * @param name such as {@code Gitea}
   * @param caCertificate whom to trust beside the JDK's authorities
   * @param timeline counts the requests
   */
  public static Http to(String name, URI url, Optional<Path> caCertificate, Timeline timeline) {
    return new Http(
        new Server(name, url, ProblemId.require(name.toLowerCase(Locale.ROOT) + ".ready")),
        new HttpSettings(false, caCertificate),
        timeline,
        () -> Deadline.in(Duration.ofSeconds(60)));
  }
}
