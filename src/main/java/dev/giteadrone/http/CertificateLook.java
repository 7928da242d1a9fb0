package dev.giteadrone.http;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
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
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One look at the TLS certificates of a server: over the same proxy and address, and with the same
 * authorities, as every other request. If they are not trusted, nothing is sent to the server, and
 * the certificates are read from a second handshake.
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
    /** Not trusted, or not for this host. */
    REFUSED
  }

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
    URI url = http.server().url();
    String host = url.getHost();
    Request request = new Request.Builder().url(HttpUrl.get(url + "/")).head().build();
    try (Response response = http.raw(request)) {
      Handshake handshake = response.handshake();
      return new CertificateLook(
          Verdict.TRUSTED,
          host,
          handshake == null ? List.of() : x509(handshake.peerCertificates()));
    } catch (IOException e) {
      if (!TransportErrors.untrusted(TransportErrors.root(e))) {
        throw e;
      }
      return new CertificateLook(Verdict.REFUSED, host, refused(http, request));
    }
  }

  private static List<X509Certificate> refused(Http http, Request request) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Response ignored = http.raw(request, received)) {
      // The certificates have changed since; the next look shows it.
    } catch (IOException e) {
      // As expected: they are refused again, after they were received.
    }
    return TlsRecords.certificates(received.toByteArray());
  }

  private static List<X509Certificate> x509(Collection<java.security.cert.Certificate> chain) {
    return chain.stream().map(X509Certificate.class::cast).toList();
  }

  /** The certificate that expires first, of the server's own and those that signed it. */
  public Optional<X509Certificate> firstToExpire() {
    return chain.stream().min(Comparator.comparing(X509Certificate::getNotAfter));
  }

  /**
   * Why the certificates are refused, as what follows "the certificate"; empty if they are not.
   *
   * @param now to compare the dates with
   */
  public Optional<String> fault(Instant now) {
    if (verdict == Verdict.TRUSTED) {
      return Optional.empty();
    }
    if (chain.isEmpty()) {
      return Optional.of("is not trusted");
    }
    X509Certificate own = chain.getFirst();
    X509Certificate first = firstToExpire().orElse(own);
    if (first.getNotAfter().toInstant().isBefore(now)) {
      return Optional.of(
          first.equals(own)
              ? "expired on " + expiry(own)
              : "is signed by " + subject(first) + ", which expired on " + expiry(first));
    }
    if (own.getNotBefore().toInstant().isAfter(now)) {
      return Optional.of("is valid only from " + day(own.getNotBefore().toInstant()));
    }
    if (!isFor(own)) {
      return Optional.of("is for " + names(own) + ", not for " + host);
    }
    X509Certificate last = chain.getLast();
    return Optional.of(
        own.getSubjectX500Principal().equals(own.getIssuerX500Principal())
            ? "is signed by itself, and not trusted here"
            : "is signed by " + issuer(last) + ", which is not trusted here");
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

  private boolean isFor(X509Certificate own) {
    String wanted = new Endpoint(host, 0).host();
    return alternatives(own).stream()
        .map(name -> new Endpoint(name, 0).host())
        .anyMatch(name ->
            name.equals(wanted)
                || (name.startsWith("*.")
                    && wanted.indexOf('.') > 0
                    && wanted.substring(wanted.indexOf('.')).equals(name.substring(1))));
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
