package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a TLS server that lets in those alone who show a certificate it trusts. */
final class ClientKeyTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void certificateIsShownWithThoseThatLeadToItsAuthority() throws Exception {
    HeldCertificate root =
        new HeldCertificate.Builder().commonName("root").certificateAuthority(1).build();
    HeldCertificate between =
        new HeldCertificate.Builder()
            .commonName("between")
            .certificateAuthority(0)
            .signedBy(root)
            .build();
    HeldCertificate own =
        new HeldCertificate.Builder().commonName("own").rsa2048().signedBy(between).build();

    assertThat(status(root.certificate(), files(own, between))).isEqualTo(200);
  }

  @Test
  void keyOfTheKindThatTheLibraryDoesNotReadIsShown() throws Exception {
    HeldCertificate own = ed25519();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> HeldCertificate.decode(own.certificatePem() + own.privateKeyPkcs8Pem()));

    assertThat(status(own.certificate(), files(own))).isEqualTo(200);
  }

  @Test
  void keyOfAnotherCertificateIsRefusedBeforeAnythingIsSent() throws Exception {
    HeldCertificate own = new HeldCertificate.Builder().build();
    NetworkOptions.ClientCertificate files = files(own);
    Files.writeString(files.key(), new HeldCertificate.Builder().build().privateKeyPkcs8Pem());

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> status(own.certificate(), files))
        .withMessageContaining("it is not the key of " + files.certificate());
  }

  private NetworkOptions.ClientCertificate files(HeldCertificate own, HeldCertificate... others)
      throws IOException {
    StringBuilder chain = new StringBuilder(own.certificatePem());
    for (HeldCertificate other : others) {
      chain.append(other.certificatePem());
    }
    return new NetworkOptions.ClientCertificate(
        Files.writeString(folder.resolve("own.crt"), chain),
        Files.writeString(folder.resolve("own.key"), own.privateKeyPkcs8Pem()));
  }

  /** What a server that trusts {@code authority} answers to who shows this. */
  private int status(X509Certificate authority, NetworkOptions.ClientCertificate shown)
      throws Exception {
    HeldCertificate name =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(name)
            .addTrustedCertificate(authority)
            .build();
    Path ca =
        Files.writeString(
            folder.resolve("ca.crt"), Certificates.certificatePem(name.certificate()));
    NetworkOptions reach =
        new NetworkOptions(
            Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Optional.of(shown), Optional.of(ca));
    try (ScriptedServer server =
            ScriptedServer.start(
                new Strict(certificates), "https", got -> ScriptedServer.json("{}"));
        Response response =
            Trust.with(Clients.plain(), Optional.empty(), reach)
                .newCall(new Request.Builder().url(server.url().toString()).build())
                .execute()) {
      return response.code();
    }
  }

  private HeldCertificate ed25519() throws Exception {
    Path store = folder.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "Ed25519",
                "-dname",
                "CN=own",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate("own");
    PrivateKey key = (PrivateKey) keys.getKey("own", PASSWORD.toCharArray());
    return new HeldCertificate(new KeyPair(certificate.getPublicKey(), key), certificate);
  }

  /** Lets in nobody without a certificate. */
  private static final class Strict extends ServerSocketFactory {
    private final ServerSocketFactory sockets;

    Strict(HandshakeCertificates certificates) {
      this.sockets = certificates.sslContext().getServerSocketFactory();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return strict(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return strict(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return strict(sockets.createServerSocket(port, backlog, address));
    }

    private static ServerSocket strict(ServerSocket socket) {
      ((SSLServerSocket) socket).setNeedClientAuth(true);
      return socket;
    }
  }
}
