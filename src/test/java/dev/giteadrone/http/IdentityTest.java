package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.http.ScriptedServer.Reply;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdentityTest {
  private static final Reply PAGE = ScriptedServer.html("<p>not found");
  private static final Reply FORBIDDEN =
      ScriptedServer.answer(403, "application/json", "{\"message\":\"Only signed in user\"}");

  @Test
  void giteaIsKnownByItsVersion() throws Exception {
    Identity found = of(Map.of("/api/v1/version", ScriptedServer.json("{\"version\":\"1.26.0\"}")));

    assertThat(found.kind()).isEqualTo(Identity.Kind.GITEA);
    assertThat(found.seen()).isEqualTo("Gitea 1.26.0");
  }

  @Test
  void giteaThatHidesItsVersionIsKnownByItsHealth() throws Exception {
    String health = "{\"status\":\"pass\",\"checks\":{\"database:ping\":[]}}";
    Identity found =
        of(Map.of("/api/v1/version", FORBIDDEN, "/api/healthz", ScriptedServer.json(health)));

    assertThat(found.kind()).isEqualTo(Identity.Kind.GITEA);
    assertThat(found.seen()).isEqualTo("Gitea, which shows its version to users only");
  }

  @Test
  void giteaOnItsInstallPageIsKnown() throws Exception {
    Identity found = of(Map.of("/api/healthz", ScriptedServer.json("{\"status\":\"pass\"}")));

    assertThat(found.seen()).isEqualTo("Gitea, not installed yet");
  }

  @Test
  void droneIsKnownByItsVersion() throws Exception {
    Identity found = of(Map.of("/version", ScriptedServer.json("{\"version\":\"1.10.1\"}")));

    assertThat(found.kind()).isEqualTo(Identity.Kind.DRONE);
    assertThat(found.seen()).isEqualTo("Drone 1.10.1");
  }

  @Test
  void anotherProgramWithAVersionIsNeither() throws Exception {
    Identity found =
        of(Map.of("/version", ScriptedServer.json("{\"version\":\"1\",\"platform\":\"x\"}")));

    assertThat(found.kind()).isEqualTo(Identity.Kind.OTHER);
    assertThat(found.seen()).isEqualTo("neither Gitea nor Drone: it answers 200, text/html");
  }

  @Test
  void aProxyWithoutItsServerIsNamed() throws Exception {
    Reply bad = ScriptedServer.answer(502, "text/html", "<p>secret-text", "Server: nginx");
    Identity found = of(Map.of("/api/v1/version", bad));

    assertThat(found.seen())
        .isEqualTo("neither Gitea nor Drone: it answers 502, text/html, from nginx");
    assertThat(found.next()).contains("a proxy in front of it");
  }

  @Test
  void aRedirectNamesTheHostAndNothingElse() throws Exception {
    Reply away = ScriptedServer.redirect("https://new.test/login?token=secret");
    Identity found = of(Map.of("/api/v1/version", away));

    assertThat(found.seen()).contains("303, a redirect to https://new.test:443");
    assertThat(found.toString()).doesNotContain("secret");
  }

  @Test
  void noCredentialIsSent() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> PAGE)) {
      assertThat(Identity.of(http(server.url())).kind()).isEqualTo(Identity.Kind.OTHER);
      assertThat(server.received())
          .hasSize(3)
          .allSatisfy(got -> {
            assertThat(got.method()).isEqualTo("GET");
            assertThat(got.header("Authorization")).isEmpty();
            assertThat(got.header("Cookie")).isEmpty();
          });
    }
  }

  @Test
  void nothingIsThereIfTheConnectionIsRefused() throws Exception {
    URI url;
    try (ScriptedServer server = ScriptedServer.start(got -> PAGE)) {
      url = server.url();
    }
    Identity found = Identity.of(http(url));

    assertThat(found.kind()).isEqualTo(Identity.Kind.NONE);
    assertThat(found.seen()).isEqualTo("the connection is refused");
    assertThat(found.ahead()).isEmpty();
  }

  @Test
  void httpsOnAPlainPortIsNamed() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerBadRequest(plain));
      Identity found = Identity.of(http(URI.create("https://127.0.0.1:" + plain.getLocalPort())));

      assertThat(found.kind()).isEqualTo(Identity.Kind.OTHER_SCHEME);
      assertThat(found.seen()).isEqualTo("this port speaks no TLS, but perhaps plain HTTP");
      assertThat(found.next()).contains("http://");
    }
  }

  @Test
  void plainHttpOnAPortForTlsIsNamed() throws Exception {
    for (String said :
        new String[] {
          "Client sent an HTTP request to an HTTPS server.",
          "<center>The plain HTTP request was sent to HTTPS port</center>"
        }) {
      Reply bad = ScriptedServer.answer(400, "text/plain", said);
      assertThat(of(Map.of("/api/v1/version", bad)))
          .extracting(Identity::seen, Identity::next)
          .containsExactly(
              "plain HTTP was sent to a port for TLS",
              "write https:// in the URL, or the port for plain HTTP");
    }
    for (String alert :
        new String[] {"\u0015\u0003\u0003\u0000\u0002\u0002\n", "\u0015\u0003\u0003"}) {
      assertThat(of(Map.of("/api/v1/version", ScriptedServer.rawThenClose(alert))).seen())
          .isEqualTo("plain HTTP was sent to a port for TLS");
    }
    OwnAuthority authority = OwnAuthority.validFor(Duration.ofDays(9));
    try (ScriptedServer server =
        ScriptedServer.start(
            authority.sockets("127.0.0.1", Duration.ofDays(9)), "https", got -> PAGE)) {
      assertThat(Identity.of(http(URI.create("http://127.0.0.1:" + server.port()))).seen())
          .as("what Java's own TLS answers")
          .isEqualTo("plain HTTP was sent to a port for TLS");
    }
  }

  @Test
  void theClockOfTheServerIsComparedWithOurs() throws Exception {
    Instant there = Instant.now().plus(Duration.ofDays(2));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atOffset(ZoneOffset.UTC));
    Identity found =
        of(Map.of("/api/v1/version", ScriptedServer.json("{\"version\":\"1\"}", "Date: " + date)));

    assertThat(found.ahead().orElseThrow())
        .isBetween(Duration.ofDays(2).minusMinutes(1), Duration.ofDays(2).plusMinutes(1));
    assertThat(of(Map.of()).ahead()).isEmpty();
  }

  /** As Go's server does with what is not HTTP. */
  private static void answerBadRequest(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      int ignored = socket.getInputStream().read(new byte[100]);
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client hung up.
    }
  }

  private static Identity of(Map<String, Reply> replies) throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(got -> replies.getOrDefault(got.path(), PAGE))) {
      return Identity.of(http(server.url()));
    }
  }

  private static Http http(URI url) {
    return new Http(
        new Server("Thinger", url, ProblemId.GITEA_READY),
        new HttpSettings(false, Optional.empty()),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(20)));
  }
}
