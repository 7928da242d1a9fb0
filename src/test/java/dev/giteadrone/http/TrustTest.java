package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a TLS server whose certificate, for 127.0.0.1 alone, no public authority signed. */
final class TrustTest {
  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;

  private static volatile ScriptedServer.Reply reply = ScriptedServer.json("{\"id\":7}");
  private static ScriptedServer server;
  private static Path pem;

  @BeforeAll
  static void startWithACertificateOfItsOwn() throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem = folder.resolve("ca.pem");
    Files.writeString(
        pem,
        "# our own\n-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("own").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = ScriptedServer.start(context.getServerSocketFactory(), "https", got -> reply);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Java takes an anchor of trust whatever its dates are; curl, git and Go do not. */
  @Test
  void anAuthorityOfOnesOwnThatHasExpiredIsToldOnce() throws Exception {
    HeldCertificate old =
        new HeldCertificate.Builder()
            .commonName("My CA")
            .certificateAuthority(0)
            .validityInterval(0, Duration.ofDays(365).toMillis())
            .build();
    Path expired = Files.writeString(folder.resolve("old.pem"), old.certificatePem());
    NetworkOptions reach = NetworkOptions.STRAIGHT;

    assertThat(Trust.warnings(Optional.of(expired), reach, Instant.now()))
        .singleElement()
        .asString()
        .contains("CN=My CA", expired.toString(), "expired on 1971-01-01");
    assertThat(Trust.warnings(Optional.of(pem), reach, Instant.now())).isEmpty();
    assertThat(Trust.warnings(Optional.empty(), reach, Instant.now())).isEmpty();
  }

  @Test
  void anUnknownAuthorityIsRefusedAtOnceWithTheOptionThatHelps() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(server.url(), Optional.empty()))
        .withMessageContaining("certificate is not trusted")
        .withMessageContaining("--ca-cert")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
  }

  @Test
  void theOperatorsOwnAuthorityIsTrusted() {
    assertThat(read(server.url(), Optional.of(pem))).isEqualTo(new HttpTest.Thing(7));
  }

  @Test
  void whatHasNoEndIsToldAsSuchThroughTlsToo() {
    ScriptedServer.Reply usual = reply;
    reply =
        (at, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x="
                  .getBytes(StandardCharsets.US_ASCII));
          byte[] more = "b".repeat(16_000).getBytes(StandardCharsets.US_ASCII);
          while (true) {
            out.write(more);
          }
        };
    try {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> read(server.url(), Optional.of(pem)))
          .withMessageContaining("larger than this program accepts")
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
    } finally {
      reply = usual;
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(URI.create("https://localhost:" + server.port()), Optional.of(pem)))
        .withMessageContaining("certificate is for another host");
  }

  @Test
  void aServerWithoutTlsIsToldApart() throws Exception {
    try (ServerSocket plain =
        new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Thread.ofPlatform().daemon().start(() -> answerBadRequest(plain));

      assertThatExceptionOfType(Failure.class)
          .isThrownBy(
              () -> read(URI.create("https://127.0.0.1:" + plain.getLocalPort()), Optional.empty()))
          .withMessageContaining("TLS handshake failed");
    }
  }

  private static void answerBadRequest(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getInputStream().read(new byte[100]);
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client hung up.
    }
  }

  @Test
  void aFileThatHoldsNoCertificateIsFoundOutBeforeAnythingIsSent() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.pem"), "no certificate");

    for (Path path : new Path[] {bad, folder.resolve("missing.pem"), folder}) {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> http(URI.create("http://127.0.0.1:9"), Optional.of(path)))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .withMessageContaining("--ca-cert");
    }
  }

  private static HttpTest.Thing read(URI url, Optional<Path> ca) {
    Http http = http(url, ca);
    return http.body(
        "reading",
        http.read("reading", () -> http.api(HttpTest.Api.class).thing(Credential.ANONYMOUS)));
  }

  private static Http http(URI url, Optional<Path> ca) {
    return new Http(
        new Server("Thinger", url, ProblemId.GITEA_READY),
        new HttpSettings(false, ca),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(20)));
  }
}
