package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.model.server.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Finds out what keeps a server from answering. If another look can tell more, it is taken: at the
 * certificates, or at the program that answers.
 */
final class Obstacles {
  private static final Case UNRESOLVED = of("unresolved", "server", "url", "host");
  private static final Case NO_PROXY = of("no-proxy", "server", "url", "way");
  private static final Case OTHER_SERVER = of("other-server", "server", "url", "seen", "next");
  private static final Case SWAPPED = of("swapped", "server", "url", "seen");
  private static final Case WRONG_SCHEME = of("wrong-scheme", "server", "url", "seen", "next");
  private static final Case CERTIFICATE_WRONG = of("certificate", "server", "url", "fault");
  private static final Case AUTHORITY = of("authority", "server", "url", "fault");
  private static final Case SELF_SIGNED = of("self-signed", "server", "url", "fault");

  private final Http http;
  private final String way;

  /**
   * Looks at one server.
   *
   * @param way how it is reached; empty if there is no proxy and no other address
   */
  Obstacles(Http http, String way) {
    this.http = http;
    this.way = way;
  }

  private static Case of(String key, String... values) {
    return Case.of(ProblemId.GITEA_READY, key, values);
  }

  /** What is behind a missing answer; empty if it may come soon. */
  Optional<Obstacle> of(IOException thrown) {
    IOException e = TransportErrors.root(thrown);
    if (TransportErrors.untrusted(e)) {
      return Optional.of(certificate());
    }
    return switch (e) {
      case UnknownHostException ignored ->
          soon(UNRESOLVED, http.server().url().getHost());
      case ConnectException ignored when way.contains("proxy") -> soon(NO_PROXY, way.strip());
      case SSLException ignored -> Optional.of(program());
      case JsonProcessingException ignored -> Optional.of(program());
      case ProtocolException broken when TransportErrors.malformed(broken) ->
          Optional.of(program());
      default -> Optional.empty();
    };
  }

  /** What answers instead, if this is not the server. */
  Obstacle program() {
    Identity identity = Identity.of(http);
    String name = http.server().name();
    boolean swapped =
        identity.kind() == Identity.Kind.GITEA && name.equals("Drone")
            || identity.kind() == Identity.Kind.DRONE && name.equals("Gitea");
    if (swapped) {
      return obstacle(Patience.SHORT, SWAPPED, identity.kind().label());
    }
    return identity.kind() == Identity.Kind.NONE
        ? obstacle(Patience.SHORT, WRONG_SCHEME, identity.seen(), identity.next())
        : obstacle(Patience.SHORT, OTHER_SERVER, identity.seen(), identity.next());
  }

  private Obstacle certificate() {
    try {
      CertificateLook look = CertificateLook.at(http);
      String fault = look.fault(Instant.now()).orElse("was not trusted just before");
      return switch (look.kind(Instant.now())) {
        case SELF_SIGNED -> obstacle(Patience.CERTIFICATE, SELF_SIGNED, fault);
        case UNKNOWN_AUTHORITY -> obstacle(Patience.SHORT, AUTHORITY, fault);
        case EXPIRED, NOT_YET_VALID, OTHER_NAME ->
            obstacle(Patience.NONE, CERTIFICATE_WRONG, fault);
        case NOTHING -> obstacle(Patience.SHORT, AUTHORITY, fault);
      };
    } catch (IOException e) {
      return obstacle(Patience.SHORT, AUTHORITY, "is not trusted");
    }
  }

  private Optional<Obstacle> soon(Case found, String value) {
    return Optional.of(obstacle(Patience.SHORT, found, value));
  }

  private Obstacle obstacle(Patience patience, Case found, String... values) {
    Object[] all = new Object[values.length + 2];
    all[0] = http.server().name();
    all[1] = http.server().url();
    System.arraycopy(values, 0, all, 2, values.length);
    Problem problem = found.problemAs(http.server().readyCheck(), all);
    return new Obstacle(patience, problem);
  }
}
