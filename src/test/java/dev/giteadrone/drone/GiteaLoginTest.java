package dev.giteadrone.drone;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.giteadrone.fakes.TypedCodes;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of other versions and set-ups than the real servers at hand, and hostile ones. */
final class GiteaLoginTest {
  private static final String PASSWORD = "correct-horse";
  private static final String SIGN_IN =
      "<title>Sign In</title><form method=post action=/user/login>"
          + "<input type=hidden name=_csrf value=c1><input name=user_name>"
          + "<input type=password name=password><button>Sign In</button></form>";
  private static final String GRANT =
      "<form method=post action=/login/oauth/grant><input type=hidden name=_csrf value=c2>"
          + "<input type=hidden name=client_id value=4e09><input type=hidden name=state value=s>"
          + "<button name=granted value=true>Yes</button>"
          + "<button name=granted value=false>No</button></form>";

  @RegisterExtension
  static final WireMockExtension DRONE =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @RegisterExtension
  static final WireMockExtension GITEA =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @BeforeEach
  void aLoginOfGitea125AndDrone2() {
    DRONE.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", absent())
            .willReturn(to(GITEA.baseUrl() + "/login/oauth/authorize?client_id=4e09")));
    gitea("/login/oauth/authorize", to("/user/login"));
    gitea("/user/login", page(SIGN_IN));
    GITEA.stubFor(
        post("/user/login")
            .withFormParam("_csrf", equalTo("c1"))
            .withFormParam("user_name", equalTo("me"))
            .withFormParam("password", equalTo(PASSWORD))
            .willReturn(to("/granting")));
    gitea("/granting", page(GRANT));
    GITEA.stubFor(
        post("/login/oauth/grant")
            .withFormParam("_csrf", equalTo("c2"))
            .withFormParam("granted", equalTo("true"))
            .willReturn(to(DRONE.baseUrl() + "/login?code=x&state=s")));
    DRONE.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", equalTo("x"))
            .willReturn(to("/").withHeader("Set-Cookie", "_session_=cookie; Path=/; HttpOnly")));
    DRONE.stubFor(get("/").willReturn(page("<title>Drone</title>")));
    DRONE.stubFor(
        post("/api/user/token")
            .withHeader("Cookie", containing("_session_=cookie"))
            .willReturn(okJson("{\"token\":\"t0ken\"}")));
  }

  @Test
  void formsWithCsrfAreSentBackWhole() {
    assertThat(login()).isEqualTo(new DroneLogin.LoggedIn(Secret.of("t0ken")));
  }

  @Test
  void theRegistrationPageOfDrone2IsASuccess() {
    DRONE.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", equalTo("x"))
            .willReturn(to("/register").withHeader("Set-Cookie", "_session_=cookie; Path=/")));
    DRONE.stubFor(get("/register").willReturn(page("<form></form>")));

    assertThat(login()).isEqualTo(new DroneLogin.LoggedIn(Secret.of("t0ken")));
  }

  @Test
  void aLoginThatForgetsWhereItCameFromStartsOnceMore() {
    GITEA.stubFor(
        post("/user/login")
            .willReturn(to("/home").withHeader("Set-Cookie", "i_like_gitea=in; Path=/")));
    gitea("/home", page("<title>Dashboard</title>"));
    GITEA.stubFor(
        get(urlPathEqualTo("/login/oauth/authorize"))
            .withCookie("i_like_gitea", equalTo("in"))
            .willReturn(page(GRANT)));

    assertThat(login()).isInstanceOf(DroneLogin.LoggedIn.class);
    GITEA.verify(1, postRequestedFor(urlPathEqualTo("/user/login")));
  }

  @Test
  void aPageNobodyKnowsBeforeTheLoginEndsIt() {
    gitea("/login/oauth/authorize", page("<title>Terms of\u001b[31m use</title>"));

    assertThat(refused().problem().seen())
        .isEqualTo("the login stopped at the page \"Terms of [31m use\"");
  }

  @Test
  void aPageNobodyKnowsAfterTheLoginEndsItWithoutBlamingThePassword() {
    gitea("/granting", page("<title>Terms of use</title>"));

    DroneLogin.Refused refused = refused();

    assertThat(refused.at()).isEqualTo(GITEA.baseUrl() + "/granting");
    assertThat(refused.problem().seen())
        .isEqualTo("the login stopped at the page \"Terms of use\"");
    GITEA.verify(1, postRequestedFor(urlPathEqualTo("/user/login")));
  }

  @Test
  void noPasswordGoesToAFormOfAnotherServer() {
    gitea("/user/login", page(SIGN_IN.replace("/user/login", "http://127.0.0.3/user/login")));

    assertThat(refused().problem().seen()).contains("http://127.0.0.3");
    GITEA.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void noPasswordGoesToDrone() {
    DRONE.stubFor(get(urlPathEqualTo("/login")).willReturn(to("/user/login")));
    DRONE.stubFor(get("/user/login").willReturn(page(SIGN_IN)));

    assertThat(refused().problem().cause()).contains("no OAuth2 client");
    DRONE.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void aCaptchaNeedsAPerson() {
    gitea("/user/login", page(SIGN_IN.replace("<button>", "<input name=captcha><button>")));

    assertThat(refused().needsSecondFactor()).isTrue();
    GITEA.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void aLoginPageWithoutPasswordIsTold() {
    gitea("/user/login", page("<a href=/user/oauth2/sso>Single sign-on</a>"));

    assertThat(refused().problem().cause()).contains("ENABLE_PASSWORD_SIGNIN_FORM");
  }

  private static final String CODE_FORM =
      "<form method=post action=/user/two_factor><input name=passcode></form>";

  private static DroneLogin loginWith(TypedCodes codes) {
    GITEA.stubFor(post("/user/login").willReturn(to("/user/two_factor")));
    gitea("/user/two_factor", page(CODE_FORM));
    GITEA.stubFor(post("/user/two_factor").willReturn(page(CODE_FORM)));
    GITEA.stubFor(
        post("/user/two_factor")
            .withFormParam("passcode", equalTo("123456"))
            .willReturn(to("/granting")));
    return new RestDrone(http(), URI.create(GITEA.baseUrl()), codes)
        .login()
        .as("me", Secret.of(PASSWORD));
  }

  @Test
  void aCodeThatSomebodyTypesPassesTheSecondFactor() {
    TypedCodes codes = new TypedCodes("1", "2", "123456");

    assertThat(loginWith(codes)).isEqualTo(new DroneLogin.LoggedIn(Secret.of("t0ken")));
    assertThat(codes.questions()).containsExactly("me", "me again", "me again");
  }

  @Test
  void threeWrongCodesOrNoneLeaveTheSecondFactorToAPerson() {
    TypedCodes wrong = new TypedCodes("1", "2", "3", "123456");
    TypedCodes none = new TypedCodes();

    for (TypedCodes codes : List.of(wrong, none)) {
      assertThat(loginWith(codes))
          .isInstanceOfSatisfying(
              DroneLogin.Refused.class,
              refused -> assertThat(refused.needsSecondFactor()).isTrue());
    }
    assertThat(wrong.questions()).hasSize(3);
    assertThat(none.questions()).hasSize(1);
  }

  @Test
  void aSecondFactorThatMustBeSetUpNeedsAPerson() {
    gitea("/granting", to("/user/settings/security"));
    gitea("/user/settings/security", page("<title>Security</title>"));

    assertThat(refused().needsSecondFactor()).isTrue();
  }

  @Test
  void aGiteaBelowAPathIsFollowed() {
    DRONE.stubFor(
        get(urlPathEqualTo("/login"))
            .withQueryParam("code", absent())
            .willReturn(to(GITEA.baseUrl() + "/git/login/oauth/authorize")));
    gitea("/git/login/oauth/authorize", to("/git/user/two_factor"));
    gitea("/git/user/two_factor", page("<form></form>"));

    DroneLogin login =
        new RestDrone(http(), URI.create(GITEA.baseUrl() + "/git"))
            .login()
            .as("me", Secret.of(PASSWORD));

    assertThat(login)
        .isInstanceOfSatisfying(
            DroneLogin.Refused.class, refused -> assertThat(refused.needsSecondFactor()).isTrue());
  }

  @Test
  void aLostSessionIsTold() {
    DRONE.stubFor(
        get(urlPathEqualTo("/login")).withQueryParam("code", equalTo("x")).willReturn(to("/")));

    assertThat(refused().problem().cause()).contains("proxy removes its cookies");
  }

  @Test
  void aSessionDroneForgetsIsTold() {
    DRONE.stubFor(post("/api/user/token").willReturn(aResponse().withStatus(401)));

    assertThat(refused().problem().next()).contains("DRONE_COOKIE_SECRET");
  }

  @Test
  void anUnreadableTokenIsAFailureAndNoRefusal() {
    DRONE.stubFor(post("/api/user/token").willReturn(page("<html></html>")));

    assertThatThrownBy(GiteaLoginTest::login)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("fetch the user's token");
  }

  @Test
  void anotherRootUrlOfGiteaIsTold() {
    gitea("/login/oauth/authorize", to("https://git.my-domain.tld/user/login"));

    assertThat(refused().problem().cause()).contains("ROOT_URL");
  }

  @Test
  void aServerThatIsGoneIsAnOutageAndNoRefusal() {
    GITEA.stubFor(
        post("/user/login").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThatThrownBy(GiteaLoginTest::login)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
  }

  private static DroneLogin.Refused refused() {
    DroneLogin login = login();
    assertThat(login).isInstanceOf(DroneLogin.Refused.class);
    assertThat(login.toString()).doesNotContain(PASSWORD).doesNotContain("\u001b");
    return (DroneLogin.Refused) login;
  }

  private static DroneLogin login() {
    return new RestDrone(http(), URI.create(GITEA.baseUrl())).login().as("me", Secret.of(PASSWORD));
  }

  private static Http http() {
    return new Http(
        new Server("Drone", URI.create(DRONE.baseUrl()), ProblemId.DRONE_READY),
        new HttpSettings(false, Optional.empty()),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(10)));
  }

  private static void gitea(String path, ResponseDefinitionBuilder answer) {
    GITEA.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
  }

  private static ResponseDefinitionBuilder to(String location) {
    return aResponse().withStatus(302).withHeader("Location", location);
  }

  private static ResponseDefinitionBuilder page(String html) {
    return aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody(html);
  }
}
