package dev.giteadrone.drone;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the real servers at hand do not give. */
final class RestDroneTest {
  private static final Secret TOKEN = Secret.of("0123456789");
  private static final String AUTHORIZE =
      "https://git.my-domain.tld/login/oauth/authorize?client_id=4e09&response_type=code"
          + "&redirect_uri=https%3A%2F%2Fdrone.my-domain.tld%2Flogin&state=abc";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  /** As for a Drone whose ping does not tell its edition. */
  private static DroneInfo whole() {
    return drone().server().info() instanceof DroneInfo.Running running
        ? drone().server().edition(running)
        : drone().server().info();
  }

  @Test
  void version2IsRunning() {
    on("/version", okJson("{\"source\":\"x\",\"version\":\"2.24.0\",\"commit\":\"y\"}"));
    on("/varz", okJson("{\"scm\":{},\"license\":{\"kind\":\"trial\",\"seats\":0}}"));

    assertThat(whole()).isEqualTo(new DroneInfo.Running("2.24.0", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<!DOCTYPE html><title>Welcome</title>", "{}", "{\"version\":\"\"}", "[]", ""})
  void somethingElseIsNotTakenForDrone(String version) {
    on("/version", aResponse().withStatus(200).withBody(version));
    on("/varz", aResponse().withStatus(200).withBody(version));

    assertThat(drone().server().info())
        .isInstanceOfSatisfying(
            DroneInfo.Down.class,
            down -> assertThat(down.seen()).startsWith("neither Gitea nor Drone: it answers 404"));
  }

  @Test
  void aServerWithAVersionButNoLicenceIsNotTakenForDrone() {
    on("/version", okJson("{\"version\":\"1.26.0\"}"));
    on("/varz", aResponse().withStatus(200).withBody("<html></html>"));

    assertThat(whole()).isEqualTo(new DroneInfo.Down("it answers, but not as Drone does"));
  }

  @Test
  void aProxyThatHidesTheLicenceHidesNotDrone() {
    on("/version", okJson("{\"version\":\"1.10.1\"}"));
    on("/varz", aResponse().withStatus(403));

    assertThat(whole()).isEqualTo(new DroneInfo.Running("1.10.1", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void aProxyWithoutDroneBehindItIsDownAfterOneLook(int status) {
    on("/version", aResponse().withStatus(status));

    assertThat(drone().server().info())
        .isEqualTo(new DroneInfo.Down("answers " + status + " to /version"));
    SERVER.verify(1, getRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 504})
  void aProxyThatWaitedForDroneSaysThatItIsLate(int status) {
    on("/version", aResponse().withStatus(status));

    assertThat(drone().server().info())
        .isEqualTo(new DroneInfo.Late("answers " + status + " to /version"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void aBrokenConnectionIsLate(Fault fault) {
    on("/version", aResponse().withFault(fault));

    assertThat(drone().server().info()).isInstanceOf(DroneInfo.Late.class);
  }

  @Test
  void aConnectionThatBreaksInTheAnswerIsLate() {
    on("/version", okJson("{\"version\":\"1.10.1\"}"));
    on("/varz", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(whole()).isInstanceOf(DroneInfo.Late.class);
  }

  @ParameterizedTest
  @CsvSource({"401, WRONG", "403, SERVER_HAS_NONE", "404, NO_RUNNER_API"})
  void aBareRefusalOfAPingIsDronesOwn(int status, RpcProbe probe) {
    SERVER.stubFor(post("/rpc/v2/ping").willReturn(aResponse().withStatus(status)));

    assertThat(drone().server().ping(Secret.of("secret"))).isEqualTo(probe);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusalOfAPingThatExplainsItselfIsAProxysAndTellsNothing(int status) {
    SERVER.stubFor(
        post("/rpc/v2/ping").willReturn(aResponse().withStatus(status).withBody("<html></html>")));
    assertThat(drone().server().ping(Secret.of("secret"))).isEqualTo(RpcProbe.UNKNOWN);

    SERVER.stubFor(
        post("/rpc/v2/ping")
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("WWW-Authenticate", "Basic realm=proxy")));
    assertThat(drone().server().ping(Secret.of("secret"))).isEqualTo(RpcProbe.UNKNOWN);
  }

  @Test
  void nobodyWhoListensIsDown() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(drone("http://127.0.0.1:" + port).server().info())
        .isEqualTo(new DroneInfo.Down("the connection is refused"));
  }

  @Test
  void aNameThatDoesNotResolveIsDown() {
    assertThat(drone("https://drone.invalid").server().info())
        .isEqualTo(new DroneInfo.Down("the host name drone.invalid does not resolve"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/json, RIGHT",
    "204, application/json, RIGHT",
    "200, text/html; charset=utf-8, UNKNOWN",
    "302, text/plain, UNKNOWN",
    "401, text/plain, WRONG",
    "403, text/plain, SERVER_HAS_NONE",
    "404, text/plain, NO_RUNNER_API",
  })
  void aPingIsReadByStatusUnlessAPageComes(int status, String type, RpcProbe probe) {
    SERVER.stubFor(
        post("/rpc/v2/ping")
            .withHeader("X-Drone-Token", equalTo("s"))
            .willReturn(aResponse().withStatus(status).withHeader("Content-Type", type)));

    assertThat(drone().server().ping(Secret.of("s"))).isEqualTo(probe);
  }

  @Test
  void aSecretThatFitsNoHeaderIsNeitherSentNorShown() {
    assertThat(drone().server().ping(Secret.of("two\nlines"))).isEqualTo(RpcProbe.UNKNOWN);
    assertThat(drone().accounts().find(Secret.of("two\nlines"))).isEmpty();
    SERVER.verify(0, getRequestedFor(anyUrl()));
  }

  @Test
  void theLiveClientIsProbedWithItsStateAndCookie() {
    login(AUTHORIZE);
    bogus("/login/error?message=unauthorized_client: client is not authorized");

    assertThat(drone().client().look())
        .contains(
            new LiveClient(
                "4e09",
                "https://drone.my-domain.tld/login",
                "https://git.my-domain.tld/login/oauth/authorize",
                ClientProbe.RIGHT,
                "unauthorized_client: client is not authorized"));
  }

  @Test
  void aSilentDroneLeavesTheClientUnknown() {
    login(AUTHORIZE);
    SERVER.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", equalTo("bogus"))
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    LiveClient live = drone().client().look().orElseThrow();

    assertThat(live.probe()).isEqualTo(ClientProbe.UNKNOWN);
    assertThat(live.seen()).contains("perhaps it does not reach Gitea");
  }

  @Test
  void anAnswerWithoutAReasonLeavesTheClientUnknown() {
    login(AUTHORIZE);
    bogus("/");

    LiveClient live = drone().client().look().orElseThrow();

    assertThat(live.probe()).isEqualTo(ClientProbe.UNKNOWN);
    assertThat(live.seen()).isEqualTo("Drone answers 303 to an invalid code, and gives no reason");
  }

  @Test
  void aLoginThatLeadsNowhereIsNone() {
    on("/login", aResponse().withStatus(200).withBody("<form></form>"));

    assertThat(drone().client().look()).isEmpty();
  }

  @Test
  void aStrangersTextIsNeutralisedAndNoQueryShown() {
    login("https://git.my-domain.tld/sub/login/oauth/authorize?client_id=%1B%5B31m4e09&state=abc");
    bogus("/login/error?message=x");

    LiveClient live = drone().client().look().orElseThrow();

    assertThat(live.authorizeUrl())
        .isEqualTo("https://git.my-domain.tld/sub/login/oauth/authorize");
    assertThat(live.clientId()).isEqualTo("[31m4e09");
    assertThat(live.redirectUri()).isEmpty();
  }

  @Test
  void anUnknownBuildStatusAndMissingListsAreRead() {
    on(
        "/api/repos/o/n/builds/1",
        okJson(
            "{\"id\":1,\"number\":1,\"status\":\"new-one\",\"event\":\"push\",\"after\":\"a13d\","
                + "\"ref\":\"refs/heads/main\",\"stages\":[{\"id\":1,\"repo_id\":1,\"build_id\":1,"
                + "\"number\":1,\"name\":\"docker\",\"status\":\"error\",\"error\":\"a\\u001b[2J\","
                + "\"errignore\":false,\"exit_code\":255,\"os\":\"linux\",\"arch\":\"amd64\","
                + "\"started\":0,\"stopped\":0,\"created\":0,\"updated\":0,\"version\":1,"
                + "\"on_success\":true,\"on_failure\":false}]}"));

    BuildStage stage = drone().builds().one(TOKEN, "o", "n", 1).stages().get(0);

    assertThat(stage.error()).isEqualTo("a [2J");
    assertThat(stage.machine()).isEmpty();
    assertThat(stage.steps()).isEmpty();
    assertThat(stage.finished()).isTrue();
  }

  @Test
  void aTokenOfAnotherTimeIsNobodysButAnOutageIsAFailure() {
    on("/api/user", aResponse().withStatus(401).withBody("{\"message\":\"Unauthorized\"}"));
    assertThat(drone().accounts().find(TOKEN)).isEmpty();

    on("/api/user", aResponse().withStatus(200).withBody("<html></html>"));
    assertThatThrownBy(() -> drone().accounts().find(TOKEN))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
  }

  @ParameterizedTest
  @CsvSource({
    "402, the limit of Drone's licence is reached",
    "404, Drone does not know this repository",
    "500, Gitea refused to create the webhook",
  })
  void aRefusedActivationIsExplainedAndSentOnce(int status, String seen) {
    SERVER.stubFor(
        post("/api/repos/o/n")
            .willReturn(aResponse().withStatus(status).withBody("{\"message\":\"secret text\"}")));

    assertThatThrownBy(() -> drone().repositories().activate(TOKEN, "o", "n"))
        .hasMessageContaining(seen)
        .hasMessageNotContaining("secret text");
    SERVER.verify(1, com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor(anyUrl()));
  }

  private static void login(String location) {
    SERVER.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", absent())
            .willReturn(
                aResponse()
                    .withStatus(303)
                    .withHeader("Location", location)
                    .withHeader("Set-Cookie", "_oauth_state_=abc; Path=/; HttpOnly")));
  }

  private static void bogus(String location) {
    SERVER.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", equalTo("bogus"))
            .withQueryParam("state", equalTo("abc"))
            .withHeader("Cookie", equalTo("_oauth_state_=abc"))
            .willReturn(aResponse().withStatus(303).withHeader("Location", location)));
  }

  private static void on(String path, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
  }

  private static RestDrone drone() {
    return drone(SERVER.baseUrl());
  }

  private static RestDrone drone(String url) {
    return new RestDrone(http(url), URI.create("https://git.my-domain.tld"));
  }

  private static Http http(String url) {
    return new Http(
        new Server("Drone", URI.create(url), ProblemId.DRONE_READY),
        new HttpSettings(false, Optional.empty()),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(10)));
  }
}
