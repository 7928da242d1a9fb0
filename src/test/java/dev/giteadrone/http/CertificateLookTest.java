package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateLookTest {
  private static final Duration YEAR = Duration.ofDays(365);

  private final OwnAuthority authority = OwnAuthority.validFor(YEAR);
  @TempDir private Path folder;

  @Test
  void aTrustedChainIsSeenWithTheAuthorityThatSignedIt() throws Exception {
    try (ScriptedServer server = server(authority.sockets("127.0.0.1", Duration.ofDays(20)))) {
      CertificateLook look = look(server.url(), Optional.of(pem()));

      assertThat(look.verdict()).isEqualTo(CertificateLook.Verdict.TRUSTED);
      assertThat(look.chain())
          .extracting(CertificateLook::subject)
          .containsExactly("CN=server", "CN=Own Authority");
      assertThat(look.firstToExpire()).contains(look.chain().getFirst());
      assertThat(seen(look)).isEmpty();
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void theChainIsSeenEvenIfItIsNotTrusted() throws Exception {
    try (ScriptedServer server = server(authority.sockets("127.0.0.1", YEAR))) {
      CertificateLook look = look(server.url(), Optional.empty());

      assertThat(look.verdict()).isEqualTo(CertificateLook.Verdict.REFUSED);
      assertThat(look.chain()).isNotEmpty();
      assertThat(seen(look)).contains("is signed by CN=Own Authority, which is not trusted here");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void anExpiredCertificateIsToldWithItsDate() throws Exception {
    Duration yesterday = Duration.ofDays(-1);
    String day = Instant.now().plus(yesterday).toString().substring(0, 10);
    try (ScriptedServer server =
        server(authority.sockets("127.0.0.1", Duration.ofDays(-9), yesterday))) {
      CertificateLook look = look(server.url(), Optional.of(pem()));

      assertThat(seen(look)).contains("expired on " + day);
    }
  }

  @Test
  void oneThatIsNotValidYetIsToldWithItsDate() throws Exception {
    Duration tomorrow = Duration.ofDays(1);
    String day = Instant.now().plus(tomorrow).toString().substring(0, 10);
    try (ScriptedServer server = server(authority.sockets("127.0.0.1", tomorrow, YEAR))) {
      CertificateLook look = look(server.url(), Optional.of(pem()));

      assertThat(seen(look)).contains("is valid only from " + day);
    }
  }

  @Test
  void oneForAnotherHostIsToldWithBothNames() throws Exception {
    try (ScriptedServer server = server(authority.sockets("git.other.test", YEAR))) {
      CertificateLook look = look(server.url(), Optional.of(pem()));

      assertThat(seen(look)).contains("is for git.other.test, not for 127.0.0.1");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void aServerIsSeenUnderItsNameThroughConnectTo() throws Exception {
    try (ScriptedServer server = server(authority.sockets("*.my-domain.test", YEAR))) {
      URI url = URI.create("https://git.my-domain.test");
      NetworkOptions reach =
          new NetworkOptions(
              Map.of(),
              Map.of(Endpoint.of(url), Endpoint.of(server.url())),
              Map.of(),
              Set.of(),
              Set.of(),
              Optional.empty(),
              Optional.empty());

      assertThat(seen(CertificateLook.at(http(url, Optional.of(pem()), reach)))).isEmpty();
      assertThat(seen(CertificateLook.at(http(url, Optional.empty(), reach))))
          .contains("is signed by CN=Own Authority, which is not trusted here");
    }
  }

  @Test
  void theChainIsSeenThroughAProxy() throws Exception {
    try (ScriptedServer server = server(authority.sockets("git.my-domain.test", YEAR));
        ScriptedServer proxy =
            ScriptedServer.start(got -> (client, out) -> tunnel(client, out, server.port()))) {
      URI url = URI.create("https://git.my-domain.test");
      NetworkOptions reach =
          new NetworkOptions(
              Map.of(
                  Endpoint.of(url),
                  new NetworkOptions.ProxyServer(Endpoint.of(proxy.url()), Optional.empty())),
              Map.of(),
              Map.of(),
              Set.of(),
              Set.of(),
              Optional.empty(),
              Optional.empty());

      CertificateLook look = CertificateLook.at(http(url, Optional.empty(), reach));
      assertThat(look.chain()).isNotEmpty();
      assertThat(seen(look)).contains("is signed by CN=Own Authority, which is not trusted here");
      assertThat(CertificateLook.at(http(url, Optional.of(pem()), reach)).verdict())
          .isEqualTo(CertificateLook.Verdict.TRUSTED);
      assertThat(proxy.count("CONNECT")).isEqualTo(3);
    }
  }

  /** What a proxy does for CONNECT. */
  private static boolean tunnel(Socket client, OutputStream out, int port) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              client.getInputStream().transferTo(server.getOutputStream());
              server.shutdownOutput();
            } catch (IOException e) {
              // One of the two has hung up.
            }
          });
      server.getInputStream().transferTo(out);
      return false;
    }
  }

  @Test
  void whereTheCertificatesAreEncryptedTheVerdictIsToldWithoutThem() throws Exception {
    try (ScriptedServer server = server(new NewTls(authority.sockets("127.0.0.1", YEAR)))) {
      CertificateLook look = look(server.url(), Optional.empty());

      assertThat(look.chain()).isEmpty();
      assertThat(seen(look)).contains("is not trusted");
      assertThat(look(server.url(), Optional.of(pem())).chain()).hasSize(2);
    }
  }

  @Test
  void aServerWithoutTlsHasNoCertificates() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> ScriptedServer.html("<p>plain"))) {
      URI url = URI.create("https://127.0.0.1:" + server.port());
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> look(url, Optional.empty()));
    }
  }

  @Test
  void damagedRecordsHaveNoCertificates() {
    byte[] cut = {22, 3, 3, 0, 9, 2, 0, 0, 0, 11, 0, 0, 90};
    assertThat(TlsRecords.certificates(cut)).isEmpty();
    assertThat(TlsRecords.certificates(new byte[0])).isEmpty();
  }

  private static Optional<String> seen(CertificateLook look) {
    return look.fault(Instant.now()).map(CertificateLook.Fault::seen);
  }

  private static ScriptedServer server(ServerSocketFactory sockets) throws IOException {
    return ScriptedServer.start(sockets, "https", got -> ScriptedServer.html(""));
  }

  private Path pem() throws IOException {
    return authority.pem(folder.resolve("ca.pem"));
  }

  private static CertificateLook look(URI url, Optional<Path> ca) throws IOException {
    return CertificateLook.at(http(url, ca, NetworkOptions.STRAIGHT));
  }

  private static Http http(URI url, Optional<Path> ca, NetworkOptions reach) {
    return new Http(
        new Server("Thinger", url, ProblemId.GITEA_READY),
        new HttpSettings(false, ca, reach),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(20)));
  }

  /** Sockets with TLS 1.3 only. */
  private static final class NewTls extends ServerSocketFactory {
    private final ServerSocketFactory sockets;

    NewTls(ServerSocketFactory sockets) {
      this.sockets = sockets;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress at)
        throws IOException {
      SSLServerSocket socket = (SSLServerSocket) sockets.createServerSocket(port, backlog, at);
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }
  }
}
