package dev.giteadrone.http;

import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Reach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the operator's own certificate authority beside the JDK's. There is no way to trust
 * everybody.
 */
final class Trust {
  private Trust() {}

  /**
   * {@code client} for HTTPS that trusts more, and shows what it has of its own.
   *
   * @param option the file of {@code --ca-cert}
   * @throws Failure with USAGE if a file cannot be read
   */
  static OkHttpClient with(OkHttpClient client, Optional<Path> option, Reach reach) {
    try {
      X509TrustManager trust = trustManager(authorities(option, reach.caCertificate()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          reach.certificate().isPresent() ? ClientKey.managers(reach.certificate().get()) : null,
          new TrustManager[] {trust},
          null);
      return client
          .newBuilder()
          .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
          .sslSocketFactory(context.getSocketFactory(), trust)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private static KeyStore authorities(Optional<Path> option, Optional<Path> configured)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    int number = 0;
    for (X509Certificate known : trustManager((KeyStore) null).getAcceptedIssuers()) {
      store.setCertificateEntry("jdk-" + number++, known);
    }
    List<Certificate> own = new ArrayList<>();
    option.ifPresent(pem -> own.addAll(read(pem, "config.ca-cert", "give --ca-cert")));
    configured.ifPresent(pem -> own.addAll(read(pem, "config.http.ca", "name in http.ca")));
    for (Certificate certificate : own) {
      store.setCertificateEntry("own-" + number++, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> read(Path pem, String check, String how) {
    String seen = "it cannot be read as PEM certificates";
    try {
      InputStream in = new ByteArrayInputStream(RegularFile.read(pem, RegularFile.MAX_PEM));
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!own.isEmpty()) {
        return own;
      }
    } catch (RegularFile.UnfitException e) {
      seen = e.getReason();
    } catch (IOException | GeneralSecurityException e) {
      // Said below.
    }
    throw new Failure(
        ExitCode.USAGE,
        Problem.of(
            check,
            "reading certificate authorities from " + pem,
            seen,
            how + " a readable file with -----BEGIN CERTIFICATE----- blocks"));
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
