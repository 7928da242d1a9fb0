package dev.giteadrone.http;

import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/**
 * Trusts the operator's own certificate authority in addition to the JDK's. Certificate checks
 * cannot be switched off.
 */
public final class Trust {
  private Trust() {}

  /**
   * Configures {@code client} for HTTPS, with the additional authorities and the client
   * certificate.
   *
   * @param option the file of {@code --ca-cert}
   * @throws Failure with USAGE if a file cannot be read
   */
  public static OkHttpClient with(
      OkHttpClient client, Optional<Path> option, NetworkOptions reach) {
    HandshakeCertificates.Builder builder =
        new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
    option.ifPresent(pem -> add(builder, pem, "config.ca-cert", "give --ca-cert"));
    reach.caCertificate().ifPresent(pem -> add(builder, pem, "config.http.ca", "name in http.ca"));
    reach.certificate().ifPresent(files -> ClientKey.add(builder, files));
    HandshakeCertificates certificates = builder.build();
    return client
        .newBuilder()
        .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
        .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
        .build();
  }

  /**
   * What to know about the operator's own authorities. Java accepts one that has expired; curl, git
   * and Gitea do not.
   *
   * @param option the file of {@code --ca-cert}
   * @param now to compare the dates with
   * @return a sentence for each authority that has expired
   */
  public static List<String> warnings(Optional<Path> option, NetworkOptions reach, Instant now) {
    return Stream.concat(option.stream(), reach.caCertificate().stream())
        .distinct()
        .flatMap(pem ->
            read(pem).stream()
                .filter(authority -> authority.getNotAfter().toInstant().isBefore(now))
                .map(authority ->
                    "the authority "
                        + CertificateLook.subject(authority)
                        + " in "
                        + pem
                        + " expired on "
                        + CertificateLook.expiry(authority)
                        + ": other programs refuse what it signed; renew it"))
        .toList();
  }

  private static void add(
      HandshakeCertificates.Builder builder, Path pem, String check, String how) {
    Function<String, Failure> refusal =
        seen ->
            new Failure(
                ExitCode.USAGE,
                Problem.of(
                    check,
                    "reading certificate authorities from " + pem,
                    seen,
                    how + " a readable file with -----BEGIN CERTIFICATE----- blocks"));
    read(pem, refusal).forEach(builder::addTrustedCertificate);
  }

  /**
   * The certificates of a PEM file, at least one.
   *
   * @throws Failure with USAGE if it has none, or cannot be read
   */
  public static List<X509Certificate> read(Path pem) {
    return read(
        pem,
        seen ->
            new Failure(
                ExitCode.USAGE,
                Problem.of(
                    "config.ca-cert",
                    "reading certificates from " + pem,
                    seen,
                    "name a readable file with -----BEGIN CERTIFICATE----- blocks")));
  }

  /**
   * The certificates of a PEM file, at least one.
   *
   * @param refusal the failure for what is wrong with the file
   */
  static List<X509Certificate> read(Path pem, Function<String, Failure> refusal) {
    try {
      InputStream in = new ByteArrayInputStream(RegularFile.read(pem, RegularFile.MAX_PEM));
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (RegularFile.UnfitException e) {
      throw refusal.apply(e.getReason());
    } catch (IOException | CertificateException e) {
      // Reported below, without the content of the file.
    }
    throw refusal.apply("it cannot be read as PEM certificates");
  }
}
