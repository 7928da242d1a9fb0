package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RouteConfigurerTest {
  private static final Secret VALUE = Secret.of("let-me-through");
  @TempDir Path folder;

  @Test
  void headersGoToTheTwoServersAndToNobodyElse() throws Exception {
    try (ScriptedServer own = ScriptedServer.start(got -> ScriptedServer.html("<p>own"));
        ScriptedServer other = ScriptedServer.start(got -> ScriptedServer.html("<p>other"))) {
      NetworkOptions reach = headers(Map.of("X-Access", VALUE), own.url());
      Browser browser =
          http(own.url(), reach)
              .browser(Set.of(HttpUrl.get(own.url() + "/"), HttpUrl.get(other.url() + "/")));
      browser.open("opening", HttpUrl.get(own.url() + "/a"));
      browser.open("opening", HttpUrl.get(other.url() + "/b"));

      assertThat(own.received().getFirst().header("X-Access")).isEqualTo("let-me-through");
      assertThat(other.received().getFirst().head()).doesNotContain("let-me-through");
      assertThat(reach.toString()).doesNotContain("let-me-through");
    }
  }

  @Test
  void hostKeepsItsNameWhereItIsConnectedElsewhere() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> ScriptedServer.json("{\"id\":7}"))) {
      URI url = URI.create("http://git.my-domain.test:8080");
      NetworkOptions reach =
          new NetworkOptions(
              Map.of(),
              Map.of(Endpoint.of(url), new Endpoint("127.0.0.1", server.port())),
              Map.of(),
              Set.of(),
              Set.of(),
              Optional.empty(),
              Optional.empty());
      assertThat(read(url, reach)).isEqualTo(new HttpTest.Thing(7));
      assertThat(server.received().getFirst().header("Host")).isEqualTo("git.my-domain.test:8080");

      URI another = URI.create("http://git.my-domain.test:8081");
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> read(another, reach))
          .withMessageContaining("does not resolve");
    }
  }

  @Test
  void otherServerOfAHostThatIsConnectedElsewhereStaysWhereItIs() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> ScriptedServer.json("{\"id\":7}"))) {
      Endpoint elsewhere = new Endpoint("192.0.2.1", server.port());
      NetworkOptions reach =
          new NetworkOptions(
              Map.of(),
              Map.of(new Endpoint("localhost", 1), elsewhere),
              Map.of(),
              Set.of(),
              Set.of(),
              Optional.empty(),
              Optional.empty());
      assertThat(read(URI.create("http://localhost:" + server.port()), reach))
          .isEqualTo(new HttpTest.Thing(7));
    }
  }

  @Test
  void proxyThatIsNotThereIsNamedWithoutItsPassword() throws Exception {
    int port;
    try (ScriptedServer gone = ScriptedServer.start(got -> ScriptedServer.json("{}"))) {
      port = gone.port();
    }
    URI url = URI.create("http://127.0.0.1:9");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(url, proxy(url, new Endpoint("127.0.0.1", port))))
        .withMessageContaining("through the proxy 127.0.0.1:" + port)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
  }

  @Test
  void plainHttpThroughAProxyElsewhereIsRefused() {
    URI url = URI.create("http://127.0.0.1:9");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(url, proxy(url, new Endpoint("192.0.2.1", 3128))))
        .withMessageContaining("plain HTTP to 127.0.0.1 refused");
  }

  @Test
  void clientCertificateThatCannotBeReadIsFoundOutBeforeAnythingIsSent() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.pem"), "hunter2");
    NetworkOptions reach =
        new NetworkOptions(
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            Optional.of(new NetworkOptions.ClientCertificate(bad, bad)),
            Optional.empty());
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> http(URI.create("https://127.0.0.1:9"), reach))
        .withMessageContaining("PEM certificates")
        .satisfies(e -> {
          assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
          assertThat(e.problem().check()).isEqualTo("config.http.client-certificate");
          assertThat(e.toString()).doesNotContain("hunter2");
        });
  }

  @Test
  void noPatienceHelpsWherePlainHttpWouldCrossANetwork() {
    URI url = URI.create("http://127.0.0.1:9");
    Http http = http(url, proxy(url, new Endpoint("192.0.2.1", 3128)));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> http.readOnce(http.api(HttpTest.Api.class).thing(Credential.ANONYMOUS)))
        .satisfies(e -> {
          Obstacle obstacle = http.obstacle("looking", e).orElseThrow();
          assertThat(obstacle.patience()).isEqualTo(Obstacle.Patience.NONE);
          assertThat(obstacle.problem().toString()).contains("refused");
        });
  }

  private static NetworkOptions proxy(URI server, Endpoint at) {
    return new NetworkOptions(
        Map.of(
            Endpoint.of(server),
            new NetworkOptions.ProxyServer(
                at, Optional.of(new Credential.Basic("me", Secret.of("hunter2"))))),
        Map.of(),
        Map.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static NetworkOptions headers(Map<String, Secret> headers, URI server) {
    return new NetworkOptions(
        Map.of(),
        Map.of(),
        headers,
        Set.of(Endpoint.of(server)),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static HttpTest.Thing read(URI url, NetworkOptions reach) {
    Http http = http(url, reach);
    return http.body(
        "reading",
        http.read("reading", () -> http.api(HttpTest.Api.class).thing(Credential.ANONYMOUS)));
  }

  private static Http http(URI url, NetworkOptions reach) {
    return new Http(
        new Server("Thinger", url, ProblemId.GITEA_READY),
        new HttpSettings(false, Optional.empty(), reach),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(4)));
  }
}
