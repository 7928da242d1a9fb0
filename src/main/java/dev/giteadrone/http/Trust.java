package dev.giteadrone.http;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
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

  /** {@code client} for HTTPS that trusts {@code pem} too. */
  static OkHttpClient with(OkHttpClient client, Path pem) {
    try {
      X509TrustManager trust = trustManager(pem);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return client
          .newBuilder()
          .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
          .sslSocketFactory(context.getSocketFactory(), trust)
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(
          ExitCode.USAGE,
          Problem.of(
              "config.ca-cert",
              "reading certificate authorities from " + pem,
              "it cannot be read as PEM certificates",
              "give --ca-cert a readable file with -----BEGIN CERTIFICATE----- blocks"),
          e);
    }
  }

  private static X509TrustManager trustManager(Path pem)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate known : trustManager((KeyStore) null).getAcceptedIssuers()) {
      store.setCertificateEntry("jdk-" + number++, known);
    }
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (own.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + pem);
      }
      for (Certificate certificate : own) {
        store.setCertificateEntry("own-" + number++, certificate);
      }
    }
    return trustManager(store);
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
