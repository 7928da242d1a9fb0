package dev.giteadrone.doctor;

import dev.giteadrone.http.CertificateLook;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Identity;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The way to one server, its certificates, its clock, and which program answers. */
final class ServerCheck {
  private static final String TLS = "tls";
  private static final String ANSWER = "answer";
  private static final String CLOCK = "clock";

  private final Identity.Kind wanted;
  private final URI url;
  private final HttpSettings settings;
  private final SideBySide side;
  private final Names names;
  private final SideBySide.Examination<Finding> dns;
  private final SideBySide.Examination<Optional<CertificateLook>> tls;
  private final SideBySide.Examination<Identity> identity;

  private ServerCheck(Identity.Kind wanted, URI url, HttpSettings settings, SideBySide side) {
    this.wanted = wanted;
    this.url = url;
    this.settings = settings;
    this.side = side;
    this.names = new Names(settings.reach(), Endpoint.of(url));
    this.dns = side.start("dns", names::resolve);
    this.tls = side.start(TLS, this::certificates);
    this.identity = side.start(ANSWER, () -> Identity.of(http()));
  }

  /** Starts to examine the server that should be of this kind. */
  static ServerCheck start(Identity.Kind wanted, URI url, HttpSettings settings, SideBySide side) {
    return new ServerCheck(wanted, url, settings, side);
  }

  /** Such as {@code gitea https://git.my-domain.tld}. */
  String title() {
    return wanted.label().toLowerCase(Locale.ROOT) + " " + url;
  }

  /** Waits for the findings. What cannot be seen after another failure only names that. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(names.way());
    SideBySide.Result<Finding> name = dns.result();
    Finding resolved = name.found().or(name::failure).orElseThrow();
    all.add(resolved);
    if (resolved.isBad()) {
      for (String label : List.of(TLS, ANSWER, CLOCK)) {
        all.add(Finding.skipped(label, "not reached (dns)"));
      }
      return all;
    }
    Finding certificate = certificate(tls.result());
    all.add(certificate);
    SideBySide.Result<Identity> answer = identity.result();
    all.add(
        certificate.isBad()
            ? Finding.skipped(ANSWER, "not asked (tls)")
            : answer.found().map(this::judged).or(answer::failure).orElseThrow());
    all.add(
        answer
                .found()
                .filter(found ->
                    found.kind() != Identity.Kind.NONE
                        && found.kind() != Identity.Kind.OTHER_SCHEME)
                .isEmpty()
            ? Finding.skipped(CLOCK, "not reached (" + (certificate.isBad() ? TLS : ANSWER) + ")")
            : answer.found().map(found -> Clock.of(found.ahead())).orElseThrow());
    return all;
  }

  private Finding judged(Identity found) {
    if (found.kind() == wanted) {
      return Finding.ok(ANSWER, found.seen());
    }
    return switch (found.kind()) {
      case GITEA, DRONE ->
          Finding.bad(
              ANSWER,
              "this is " + found.seen() + ", not a " + wanted.label(),
              "are gitea.url and drone.url swapped?");
      case NONE, OTHER, OTHER_SCHEME -> Finding.bad(ANSWER, found.seen(), found.next());
    };
  }

  private Finding certificate(SideBySide.Result<Optional<CertificateLook>> result) {
    if (result.failure().isPresent()) {
      return result.failure().get();
    }
    if ("https".equals(url.getScheme())) {
      return result
          .found()
          .flatMap(look -> look)
          .map(look -> Certificate.of(look, Instant.now()))
          .orElseGet(() -> Finding.skipped(TLS, "no handshake (answer)"));
    }
    return Endpoint.of(url).isLoopback()
        ? Finding.skipped(TLS, "plain HTTP on this machine")
        : Finding.warning(
            TLS,
            "plain HTTP: passwords cross the network unencrypted",
            "let the server have a certificate, and write https:// in its URL");
  }

  /** Empty if there is no handshake; then the answer says why. */
  private Optional<CertificateLook> certificates() {
    if (!"https".equals(url.getScheme())) {
      return Optional.empty();
    }
    try {
      return Optional.of(CertificateLook.at(http()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Http http() {
    return new Http(
        new Server(
            wanted.label(),
            url,
            wanted == Identity.Kind.GITEA
                ? ProblemId.CONFIG_GITEA_URL
                : ProblemId.CONFIG_DRONE_URL),
        settings,
        new Timeline(),
        side::deadline);
  }
}
