package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.Obstacle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Case CERTIFICATE = of("certificate", "server", "url", "fault", "next");
  private static final Case AUTHORITY = of("authority", "server", "url", "fault", "next");
  private static final Case SELF_SIGNED = of("self-signed", "server", "url", "fault", "next");

  private final Http http;
  private final NetworkOptions reach;

  /** Looks at one server. */
  Obstacles(Http http, NetworkOptions reach) {
    this.http = http;
    this.reach = reach;
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
      case UnknownHostException ignored -> soon(UNRESOLVED, http.server().url().getHost());
      case ConnectException ignored when reach.proxies().containsKey(endpoint()) ->
          soon(NO_PROXY, reach.describe(endpoint()).strip());
      case SSLException ignored -> program();
      case JsonProcessingException ignored -> program();
      case ProtocolException broken when TransportErrors.malformed(broken) -> program();
      default -> Optional.empty();
    };
  }

  /** What answers instead, if this is not the server; empty if nothing answers. */
  Optional<Obstacle> program() {
    Identity identity = Identity.of(http);
    String name = http.server().name();
    return switch (identity.kind()) {
      case NONE -> Optional.empty();
      case OTHER_SCHEME -> soon(WRONG_SCHEME, identity.seen(), identity.next());
      case OTHER -> soon(OTHER_SERVER, identity.seen(), identity.next());
      case GITEA, DRONE ->
          identity.kind().label().equals(name)
              ? soon(
                  OTHER_SERVER,
                  "it answers, but not as " + name + " does",
                  "look at the proxy in front of it")
              : soon(SWAPPED, identity.kind().label());
    };
  }

  private Obstacle certificate() {
    try {
      return CertificateLook.at(http)
          .fault(Instant.now())
          .map(this::certificate)
          // It was replaced since the request: the next one will be accepted.
          .orElseGet(() -> obstacle(Obstacle.Patience.SHORT, AUTHORITY, "was not trusted", ""));
    } catch (IOException e) {
      return obstacle(Obstacle.Patience.SHORT, AUTHORITY, "is not trusted", "");
    }
  }

  private Obstacle certificate(CertificateLook.Fault fault) {
    return switch (fault.kind()) {
      case SELF_SIGNED ->
          obstacle(Obstacle.Patience.CERTIFICATE, SELF_SIGNED, fault.seen(), fault.next());
      case UNKNOWN_AUTHORITY ->
          obstacle(Obstacle.Patience.SHORT, AUTHORITY, fault.seen(), fault.next());
      case EXPIRED, NOT_YET_VALID, OTHER_NAME ->
          obstacle(Obstacle.Patience.NONE, CERTIFICATE, fault.seen(), fault.next());
    };
  }

  private Optional<Obstacle> soon(Case found, String... values) {
    return Optional.of(obstacle(Obstacle.Patience.SHORT, found, values));
  }

  private Obstacle obstacle(Obstacle.Patience patience, Case found, String... values) {
    Object[] all =
        Stream.concat(Stream.of(http.server().name(), http.server().url()), Stream.of(values))
            .toArray();
    return new Obstacle(patience, found.problemAs(http.server().ready().id(), all));
  }

  private Endpoint endpoint() {
    return Endpoint.of(http.server().url());
  }
}
