package dev.giteadrone.http;

import dev.giteadrone.model.result.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Handshake;

/**
 * One look at the TLS certificates of a server: over the same proxy and address, and with the same
 * authorities, as every request, but no request is sent. If they are not trusted, the certificates
 * are read from a second handshake.
 *
 * @param verdict whether requests are sent to the server
 * @param host the name in the URL
 * @param chain the server's own certificate first; empty if it is not known, as if a server that is
 *     not trusted has TLS 1.3 only
 */
public record CertificateLook(Verdict verdict, String host, List<X509Certificate> chain) {
  /** What the JDK says about the certificates. */
  public enum Verdict {
    /** Trusted, and for this host. */
    TRUSTED,
    /** Trusted, but not for this host. */
    OTHER_HOST,
    /** Not trusted. */
    REFUSED
  }

  /** What is wrong with certificates. */
  public enum Kind {
    /** One of them is too old. */
    EXPIRED,
    /** It is too new, or a clock is wrong. */
    NOT_YET_VALID,
    /** It is trusted, but for another host. */
    OTHER_NAME,
    /**
     * Nobody else signed it, or NixOS' stand-in for an authority did: a new host has such a
     * certificate until ACME has got a real one.
     */
    SELF_SIGNED,
    /** This machine does not know who signed it. */
    UNKNOWN_AUTHORITY
  }

  /** The authority that NixOS makes on the host (its ACME module, with the program minica). */
  private static final String STAND_IN = "CN=minica root ca";

  private static final String GIVE_AUTHORITY =
      "give your own authority with --ca-cert or http.ca; a server must send its intermediate"
          + " certificates too";

  /**
   * Why certificates are refused.
   *
   * @param kind what is wrong
   * @param seen what follows "the certificate"
   * @param next what to do
   */
  public record Fault(Kind kind, String seen, String next) {}

  /** Copies the list. */
  public CertificateLook {
    chain = List.copyOf(chain);
  }

  /**
   * Connects once, or twice if the certificates are not trusted.
   *
   * @param http a connection to a server with an HTTPS URL
   * @throws IOException if there was no handshake; {@link Http#explain} describes it
   */
  public static CertificateLook at(Http http) throws IOException {
    String host = http.server().url().getHost();
    try {
      List<X509Certificate> chain =
          http.handshake()
              .map(Handshake::peerCertificates)
              .map(CertificateLook::x509)
              .orElse(List.of());
      return new CertificateLook(Verdict.TRUSTED, host, chain);
    } catch (IOException e) {
      IOException root = TransportErrors.root(e);
      if (!TransportErrors.untrusted(root)) {
        throw e;
      }
      Verdict verdict =
          root instanceof SSLPeerUnverifiedException ? Verdict.OTHER_HOST : Verdict.REFUSED;
      return new CertificateLook(verdict, host, refused(http));
    }
  }

  private static List<X509Certificate> refused(Http http) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      // If they are accepted now, they have changed since; the next look shows it.
      Optional<Handshake> ignored = http.handshake(received);
    } catch (IOException e) {
      // As expected: they are refused again, after they were received.
    }
    return TlsRecords.certificates(received.toByteArray());
  }

  private static List<X509Certificate> x509(Collection<Certificate> chain) {
    return chain.stream().map(X509Certificate.class::cast).toList();
  }

  /** The certificate that expires first, of the server's own and those that signed it. */
  public Optional<X509Certificate> firstToExpire() {
    return chain.stream().min(Comparator.comparing(X509Certificate::getNotAfter));
  }

  /**
   * Why the certificates are refused; empty if they are not.
   *
   * @param now to compare the dates with
   */
  public Optional<Fault> fault(Instant now) {
    if (verdict == Verdict.TRUSTED) {
      return Optional.empty();
    }
    return Optional.of(
        chain.isEmpty()
            ? new Fault(Kind.UNKNOWN_AUTHORITY, "is not trusted", GIVE_AUTHORITY)
            : fault(chain, now));
  }

  private Fault fault(List<X509Certificate> seen, Instant now) {
    X509Certificate own = seen.getFirst();
    X509Certificate first = firstToExpire().orElse(own);
    if (first.getNotAfter().toInstant().isBefore(now)) {
      String by = first.equals(own) ? "" : "is signed by " + subject(first) + ", which ";
      return new Fault(
          Kind.EXPIRED,
          by + "expired on " + expiry(first),
          "renew it, if this machine's clock is right");
    }
    if (own.getNotBefore().toInstant().isAfter(now)) {
      return new Fault(
          Kind.NOT_YET_VALID,
          "is valid only from " + day(own.getNotBefore().toInstant()),
          "check this machine's clock");
    }
    if (verdict == Verdict.OTHER_HOST) {
      return new Fault(
          Kind.OTHER_NAME,
          "is for " + names(own) + ", not for " + host,
          "correct the URL, or have the server use a certificate for this name");
    }
    boolean itself = own.getSubjectX500Principal().equals(own.getIssuerX500Principal());
    String by = issuer(seen.getLast());
    return new Fault(
        itself || by.startsWith(STAND_IN) ? Kind.SELF_SIGNED : Kind.UNKNOWN_AUTHORITY,
        itself
            ? "is signed by itself, and not trusted here"
            : "is signed by " + by + ", which is not trusted here",
        GIVE_AUTHORITY);
  }

  /** The day on which it expires, such as {@code 2026-05-04}, in UTC. */
  public static String expiry(X509Certificate certificate) {
    return day(certificate.getNotAfter().toInstant());
  }

  /** Whom it is for, short and safe to show. */
  public static String subject(X509Certificate certificate) {
    return Text.neutral(certificate.getSubjectX500Principal().getName(), 80);
  }

  /** Who signed it, short and safe to show. */
  public static String issuer(X509Certificate certificate) {
    return Text.neutral(certificate.getIssuerX500Principal().getName(), 80);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static String names(X509Certificate own) {
    List<String> names = alternatives(own);
    return names.isEmpty()
        ? "no host"
        : Text.neutral(names.stream().collect(Collectors.joining(", ")), 120);
  }

  /** Its DNS names and IP addresses. */
  private static List<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(one -> one.get(1) instanceof String)
              .filter(one -> one.get(0).equals(2) || one.get(0).equals(7))
              .map(one -> String.valueOf(one.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
