package dev.giteadrone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.doctor.Finding.Status;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Identity;
import dev.giteadrone.http.OwnAuthority;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerCheckTest {
  private static final ScriptedServer.Reply GITEA = ScriptedServer.json("{\"version\":\"1.26.0\"}");

  @TempDir private Path folder;

  @Test
  void aServerThatAnswersAsItShouldIsGood() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> GITEA)) {
      assertThat(statuses(check(Identity.Kind.GITEA, server.url())))
          .containsEntry("proxy", Status.OK)
          .containsEntry("dns", Status.OK)
          .containsEntry("tls", Status.SKIPPED)
          .containsEntry("answer", Status.OK)
          .containsEntry("clock", Status.SKIPPED);
    }
  }

  @Test
  void swappedUrlsAreNamed() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> GITEA)) {
      assertThat(answer(check(Identity.Kind.DRONE, server.url())))
          .extracting(Finding::status, Finding::text, Finding::next)
          .containsExactly(
              Status.BAD,
              "this is Gitea 1.26.0, not a Drone",
              "are gitea.url and drone.url swapped?");
    }
  }

  @Test
  void anUntrustedCertificateIsToldOnceAndNothingIsAsked() throws Exception {
    OwnAuthority authority = OwnAuthority.validFor(Duration.ofDays(90));
    try (ScriptedServer server =
        ScriptedServer.start(
            authority.sockets("127.0.0.1", Duration.ofDays(90)), "https", got -> GITEA)) {
      List<Finding> found = check(Identity.Kind.GITEA, server.url());
      assertThat(statuses(found))
          .containsEntry("tls", Status.BAD)
          .containsEntry("answer", Status.SKIPPED)
          .containsEntry("clock", Status.SKIPPED);
      assertThat(found.toString()).contains("signed by CN=Own Authority, which is not trusted");
      assertThat(server.received()).isEmpty();

      Path pem = authority.pem(folder.resolve("ca.pem"));
      assertThat(statuses(check(server.url(), Optional.of(pem), Duration.ofSeconds(20))))
          .containsEntry("tls", Status.OK)
          .containsEntry("answer", Status.OK);
    }
  }

  @Test
  void aCertificateThatExpiresSoonIsAWarning() throws Exception {
    OwnAuthority authority = OwnAuthority.validFor(Duration.ofDays(90));
    Path pem = authority.pem(folder.resolve("ca.pem"));
    try (ScriptedServer server =
        ScriptedServer.start(
            authority.sockets("127.0.0.1", Duration.ofDays(13)), "https", got -> GITEA)) {
      assertThat(check(server.url(), Optional.of(pem), Duration.ofSeconds(20)))
          .filteredOn(finding -> finding.label().equals("tls"))
          .allSatisfy(tls -> {
            assertThat(tls.status()).isEqualTo(Status.WARNING);
            assertThat(tls.text()).contains("in 12 days; signed by CN=Own Authority");
          })
          .hasSize(1);
    }
  }

  @Test
  void aNameThatDoesNotResolveIsToldOnce() {
    assertThat(statuses(check(Identity.Kind.GITEA, URI.create("https://git.my-domain.invalid"))))
        .containsEntry("dns", Status.BAD)
        .containsEntry("tls", Status.SKIPPED)
        .containsEntry("answer", Status.SKIPPED)
        .containsEntry("clock", Status.SKIPPED);
  }

  @Test
  void aServerThatIsDownIsToldOnce() throws Exception {
    URI url;
    try (ServerSocket free = new ServerSocket(0)) {
      url = URI.create("https://127.0.0.1:" + free.getLocalPort());
    }
    assertThat(statuses(check(Identity.Kind.GITEA, url)))
        .containsEntry("tls", Status.SKIPPED)
        .containsEntry("answer", Status.BAD)
        .containsEntry("clock", Status.SKIPPED);
  }

  @Test
  void aServerThatDoesNotAnswerEndsAtTheTimeLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Finding found = answer(check(url, Optional.empty(), Duration.ofMillis(500)));

      assertThat(found.status()).isEqualTo(Status.BAD);
      assertThat(found.text()).isEqualTo("no answer in time");
    }
  }

  @Test
  void aProxyIsNamedWithoutItsPassword() {
    Endpoint server = new Endpoint("git.my-domain.test", 443);
    Endpoint proxy = new Endpoint("proxy.test", 3128);
    Credential.Basic credential = new Credential.Basic("me", Secret.of("hush-hush"));
    Names names =
        new Names(
            reach(
                Map.of(server, new NetworkOptions.ProxyServer(proxy, Optional.of(credential))),
                Map.of()),
            server);

    assertThat(names.way().text()).isEqualTo("proxy.test:3128, with credentials");
    assertThat(names.resolve())
        .isEqualTo(Finding.skipped("dns", "the proxy resolves git.my-domain.test"));
  }

  @Test
  void whereItConnectsElsewhereThatHostIsResolved() {
    Endpoint server = new Endpoint("git.my-domain.test", 443);
    Names names =
        new Names(reach(Map.of(), Map.of(server, new Endpoint("127.0.0.1", 8443))), server);

    assertThat(names.way().text()).isEqualTo("none; connects to 127.0.0.1:8443");
    assertThat(names.resolve()).isEqualTo(Finding.ok("dns", "127.0.0.1"));
  }

  @Test
  void aDefectInAnExaminationIsAFinding() {
    SideBySide side = new SideBySide(Duration.ofSeconds(20));
    SideBySide.Examination<String> broken =
        side.start(
            "label",
            () -> {
              throw new IllegalStateException("hush-hush");
            });
    assertThat(broken.result().failure().orElseThrow())
        .isEqualTo(
            Finding.bad(
                "label",
                "unexpected IllegalStateException, a defect of this program",
                "report it with this output"));
  }

  @Test
  void anExaminationThatDoesNotEndIsAFinding() {
    SideBySide side = new SideBySide(Duration.ofMillis(50));
    CountDownLatch never = new CountDownLatch(1);
    SideBySide.Examination<String> stuck =
        side.start(
            "dns",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return "";
            });
    assertThat(stuck.result().failure().orElseThrow().text()).isEqualTo("no result within 50 ms");
    never.countDown();
  }

  private static NetworkOptions reach(
      Map<Endpoint, NetworkOptions.ProxyServer> proxies, Map<Endpoint, Endpoint> connectTo) {
    return new NetworkOptions(
        proxies, connectTo, Map.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());
  }

  private static Finding answer(List<Finding> findings) {
    return findings.stream().filter(f -> f.label().equals("answer")).findFirst().orElseThrow();
  }

  private static Map<String, Status> statuses(List<Finding> findings) {
    return findings.stream().collect(Collectors.toMap(Finding::label, Finding::status));
  }

  private static List<Finding> check(Identity.Kind wanted, URI url) {
    return ServerCheck.start(
            wanted,
            url,
            new HttpSettings(false, Optional.empty()),
            new SideBySide(Duration.ofSeconds(20)))
        .findings();
  }

  private static List<Finding> check(URI url, Optional<Path> ca, Duration limit) {
    return ServerCheck.start(
            Identity.Kind.GITEA, url, new HttpSettings(false, ca), new SideBySide(limit))
        .findings();
  }
}
