package dev.giteadrone.sandbox.exec;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.time.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol where a real Drone cannot be made to answer so on demand. */
final class ExecStandInTest {
  private static final String STAGE =
      """
      {"id":7,"repo_id":1,"build_id":3,"number":1,"name":"exec","kind":"pipeline","type":"exec",
       "status":"pending","errignore":false,"exit_code":0,"os":"linux","arch":"amd64","started":0,
       "stopped":0,"created":1,"updated":1,"version":1,"on_success":true,"on_failure":false}
      """;

  @TempDir private Path folder;

  private final WireMockServer drone =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  @BeforeEach
  void start() {
    drone.start();
  }

  @AfterEach
  void stop() {
    drone.stop();
  }

  @Test
  void aStageThatSomebodyElseHasIsLeftToThem() throws Exception {
    drone.stubFor(post("/rpc/v2/ping").willReturn(aResponse().withStatus(200)));
    drone.stubFor(
        post("/rpc/v2/stage")
            .inScenario("one stage")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson(STAGE))
            .willSetStateTo("given"));
    drone.stubFor(
        post("/rpc/v2/stage")
            .inScenario("one stage")
            .whenScenarioStateIs("given")
            .willReturn(aResponse().withStatus(204).withFixedDelay(20)));
    drone.stubFor(post(urlPathMatching("/rpc/v2/stage/7")).willReturn(aResponse().withStatus(409)));
    ExecStandIn runner = runner();
    runner.start(Deadline.in(Duration.ofSeconds(5)));
    try {
      await(1, postRequestedFor(urlEqualTo("/rpc/v2/stage/7?machine=machine")));
      await(6, postRequestedFor(urlEqualTo("/rpc/v2/stage")));
    } finally {
      runner.stop();
    }

    assertThat(runner.look().value()).contains("machine");
    assertThat(folder.resolve("log")).content().doesNotContain("request failed");
    drone.verify(postRequestedFor(urlEqualTo("/rpc/v2/stage/7?machine=machine")));
    drone.verify(0, getRequestedFor(urlPathMatching("/rpc/v2/stage/7")));
    drone.verify(
        postRequestedFor(urlEqualTo("/rpc/v2/stage"))
            .withHeader("X-Drone-Token", equalTo("the secret"))
            .withRequestBody(matchingJsonPath("$.type", equalTo("exec")))
            .withRequestBody(matchingJsonPath("$.os", equalTo("linux"))));
  }

  @Test
  void stoppingDoesNotWaitForAPollToEnd() throws Exception {
    drone.stubFor(post("/rpc/v2/ping").willReturn(aResponse().withStatus(200)));
    drone.stubFor(
        post("/rpc/v2/stage").willReturn(aResponse().withStatus(204).withFixedDelay(20_000)));
    ExecStandIn runner = runner();
    runner.start(Deadline.in(Duration.ofSeconds(5)));
    for (int i = 0; i < 500 && runner.look().value().isEmpty(); i++) {
      Thread.sleep(10);
    }
    Thread.sleep(100);
    long start = System.nanoTime();

    runner.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  private ExecStandIn runner() {
    return new ExecStandIn(
        new ExecStandIn.Settings(
            "runner",
            "machine",
            URI.create(drone.baseUrl()),
            () -> Secret.of("the secret"),
            folder,
            SystemUser.ourselves(),
            Map.of(),
            ExecStandIn.USUAL_CAPACITY,
            folder.resolve("log"),
            List.of()));
  }

  private void await(int count, RequestPatternBuilder request) throws InterruptedException {
    for (int i = 0; i < 500 && drone.findAll(request).size() < count; i++) {
      Thread.sleep(20);
    }
  }
}
