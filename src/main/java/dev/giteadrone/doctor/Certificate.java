package dev.giteadrone.doctor;

import dev.giteadrone.http.CertificateLook;
import dev.giteadrone.http.Trust;
import dev.giteadrone.model.result.Failure;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Who signed certificates, and when they expire. */
final class Certificate {
  /** From then on before it expires, there is a warning. */
  static final Duration SOON = Duration.ofDays(14);

  private static final String TLS = "tls";
  private static final String RENEW = "renew it";

  private Certificate() {}

  /** The certificates of a server. */
  static Finding of(CertificateLook look, Instant now) {
    Optional<CertificateLook.Fault> fault = look.fault(now);
    if (fault.isPresent()) {
      return Finding.bad(TLS, "the certificate " + fault.get().seen(), fault.get().next());
    }
    Optional<X509Certificate> first = look.firstToExpire();
    if (first.isEmpty()) {
      return Finding.ok(TLS, "trusted");
    }
    X509Certificate own = look.chain().getFirst();
    return dated(
        TLS,
        first.get(),
        first.get().equals(own) ? "" : ", " + CertificateLook.subject(first.get()),
        "; signed by " + CertificateLook.issuer(own),
        now);
  }

  /** The certificates in a PEM file of the operator's. */
  static Finding of(String label, Path pem, Instant now) {
    try {
      X509Certificate first =
          Trust.read(pem).stream()
              .min(Comparator.comparing(X509Certificate::getNotAfter))
              .orElseThrow();
      return dated(
          label, first, ", " + CertificateLook.subject(first), ", in " + pem.getFileName(), now);
    } catch (Failure e) {
      return Finding.of(label, pem.toString(), e);
    }
  }

  private static Finding dated(
      String label, X509Certificate first, String whose, String more, Instant now) {
    Duration left = Duration.between(now, first.getNotAfter().toInstant());
    String day = CertificateLook.expiry(first);
    if (left.isNegative()) {
      return Finding.bad(label, "expired on " + day + whose + more, RENEW);
    }
    String text = day + ", in " + left.toDays() + " days" + whose + more;
    return left.compareTo(SOON) < 0
        ? Finding.warning(label, "expires on " + text, RENEW)
        : Finding.ok(label, "valid until " + text);
  }
}
