package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.http.ScriptedServer.Received;
import dev.giteadrone.http.ScriptedServer.Reply;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real Gitea of the version at hand cannot be made to answer. */
final class RestGiteaTest {
  private static final Credential.Basic BOSS =
      new Credential.Basic("boss", Secret.of("password-of-boss"));
  private static final OAuthApp APP =
      new OAuthApp(4, "Drone", "client-4", List.of("http://d/login"), true);
  private static final Repository REPOSITORY =
      new Repository(1, "boss", "canary", "", true, "http://g/boss/canary.git");
  private static final String FILE = "/api/v1/repos/boss/canary/contents/a.yml";
  private static final String COMMITTED = "{\"commit\":{\"sha\":\"c0ffee\"}}";

  @SuppressWarnings("NullAway.Init") // each test starts one
  private ScriptedServer server;

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whatIsNotHealthyYetIsSaidInAFewWords() throws IOException {
    assertThat(stateAfter(ScriptedServer.answer(503, "application/json", "{\"status\":\"fail\"}")))
        .isEqualTo(new GiteaState.NotReady("a health check fails"));
    assertThat(stateAfter(ScriptedServer.answer(502, "text/html", "<p>nginx")))
        .isEqualTo(new GiteaState.NotReady("health answers 502"));
    assertThat(stateAfter(ScriptedServer.html("a single page app")))
        .isInstanceOfSatisfying(
            GiteaState.Blocked.class,
            blocked ->
                assertThat(blocked.obstacle().seen())
                    .startsWith("neither Gitea nor Drone: it answers 200, text/html"));
    assertThat(stateAfter(ScriptedServer.json("{\"status\":\"warn\\u001b[2J\",\"checks\":{}}")))
        .isEqualTo(new GiteaState.NotReady("health says warn [2J"));
    assertThat(stateAfter(ScriptedServer.json("{\"status\":\"pass\"}")))
        .isEqualTo(new GiteaState.Installing());
    assertThat(stateAfter(ScriptedServer.json("{\"status\":\"pass\",\"checks\":null}")))
        .isEqualTo(new GiteaState.Installing());
    assertThat(stateAfter(ScriptedServer.reset())).isInstanceOf(GiteaState.NotReady.class);
  }

  @Test
  void aNullListIsEmptyAndAFailedListIsNot() throws IOException {
    assertThat(gitea(got -> ScriptedServer.json("null")).apps().all(BOSS)).isEmpty();
    server.close();
    RestGitea broken = gitea(got -> ScriptedServer.answer(404, "text/html", "<p>nginx"));

    assertThatExceptionOfType(Failure.class).isThrownBy(() -> broken.apps().all(BOSS));
  }

  @Test
  void withoutATotalTheFirstShortPageIsTheLast() throws IOException {
    RestGitea gitea =
        gitea(got -> ScriptedServer.json(apps(got.target().contains("page=1&") ? 50 : 3)));

    assertThat(gitea.apps().all(BOSS)).hasSize(53);
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void aServerWithSmallerPagesIsReadToItsTotal() throws IOException {
    RestGitea gitea = gitea(got -> ScriptedServer.json(apps(20), "X-Total-Count: 60"));

    assertThat(gitea.apps().all(BOSS)).hasSize(60);
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void aTotalThatIsNeverReachedDoesNotHoldUs() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.json(
                got.target().contains("page=1&") ? apps(50) : "[]", "X-Total-Count: 99"));

    assertThat(gitea.apps().all(BOSS)).hasSize(50);
  }

  @Test
  void anApplicationWithoutRedirectUrisHasNone() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.json(
                "[{\"id\":1,\"name\":\"n\",\"client_id\":\"c\",\"redirect_uris\":null,"
                    + "\"confidential_client\":true}]"));

    assertThat(gitea.apps().all(BOSS))
        .extracting(OAuthApp::redirectUris)
        .containsExactly(List.of());
  }

  @Test
  void aPatchSendsEverythingBecauseWhatIsLeftOutIsReset() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.json(
                "{\"id\":4,\"name\":\"Drone\",\"client_id\":\"client-4\","
                    + "\"redirect_uris\":[\"http://d/login\"],\"confidential_client\":true,"
                    + "\"client_secret\":\"gto_new\"}"));

    assertThat(gitea.apps().mintSecret(BOSS, APP).secret()).isEqualTo(Secret.of("gto_new"));

    assertThat(server.received().getFirst().body())
        .contains("\"name\":\"Drone\"")
        .contains("\"confidential_client\":true")
        .contains("\"redirect_uris\":[\"http://d/login\"]");
  }

  @Test
  void aCreateWhoseAnswerHoldsNoSecretIsAFailure() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.json(
                "{\"id\":4,\"name\":\"n\",\"client_id\":\"c\",\"redirect_uris\":[],"
                    + "\"confidential_client\":true,\"client_secret\":\"\"}"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.apps().create(BOSS, "n", "http://d/login"))
        .withMessageContaining("no client secret");
  }

  @Test
  void aRedirectUriThatANewerGiteaRefusesIsTheConfigurationsFault() throws IOException {
    RestGitea gitea =
        gitea(got -> ScriptedServer.answer(400, "application/json", "{\"message\":\"bad\"}"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.apps().create(BOSS, "n", "nonsense"))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    assertThat(server.count("POST")).isEqualTo(1);
  }

  @Test
  void aProbeThatTellsNothingIsUnknownAndABrokenServerIsAFailure() throws IOException {
    Secret secret = Secret.of("s");
    assertThat(gitea(got -> ScriptedServer.html("hello")).apps().probe("c", secret, "u"))
        .isEqualTo(ClientProbe.UNKNOWN);
    server.close();
    assertThat(
            gitea(got -> ScriptedServer.answer(404, "text/html", ""))
                .apps()
                .probe("c", secret, "u"))
        .isEqualTo(ClientProbe.UNKNOWN);
    server.close();
    RestGitea broken = gitea(got -> ScriptedServer.answer(500, "text/html", ""));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> broken.apps().probe("c", secret, "u"))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
  }

  @Test
  void aCommitRefusedBecauseOfAnotherIsMadeOnceMoreOnTopOfIt() throws IOException {
    RestGitea gitea =
        gitea(got ->
            switch (got.method()) {
              case "GET" -> file(got.number() == 1 ? "old" : "newer");
              case "PUT" ->
                  got.body().contains("newer")
                      ? ScriptedServer.json(COMMITTED)
                      : ScriptedServer.answer(422, "application/json", "{}");
              default -> ScriptedServer.answer(500, "text/plain", "");
            });

    assertThat(gitea.commits().create(BOSS, REPOSITORY, "a.yml", "x", "m")).isEqualTo("c0ffee");

    assertThat(server.received())
        .extracting(got -> got.method() + " " + got.path())
        .containsExactly("GET " + FILE, "PUT " + FILE, "GET " + FILE, "PUT " + FILE);
  }

  @Test
  void aFileThatSomebodyElseCreatedMeanwhileIsUpdated() throws IOException {
    RestGitea gitea =
        gitea(got ->
            switch (got.method()) {
              case "GET" ->
                  got.number() == 1 ? ScriptedServer.answer(404, "text/plain", "") : file("x");
              case "POST" -> ScriptedServer.answer(422, "application/json", "{}");
              default -> ScriptedServer.json(COMMITTED);
            });

    assertThat(gitea.commits().create(BOSS, REPOSITORY, "a.yml", "x", "m")).isEqualTo("c0ffee");
  }

  @Test
  void aCommitThatStaysRefusedIsAFailureAfterTwoAttempts() throws IOException {
    RestGitea gitea =
        gitea(got ->
            got.method().equals("GET")
                ? file("x")
                : ScriptedServer.answer(409, "application/json", "{}"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.commits().create(BOSS, REPOSITORY, "a.yml", "x", "m"));
    assertThat(server.count("PUT")).isEqualTo(2);
  }

  @Test
  void aRepositoryBehindAProxysRedirectIsNotTakenForAbsent() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.answer(
                301, "text/html", "", "Location: https://127.0.0.1:1/api/v1/repos/boss/canary"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.repositories().find(BOSS, "boss", "canary"))
        .withMessageContaining("redirect");
  }

  @Test
  void upTo125TheFormsCsrfTokenGoesBackInInputAndCookie() throws IOException {
    RestGitea gitea =
        gitea(got -> {
          if (got.method().equals("GET")) {
            return got.path().equals("/user/sign_up")
                ? ScriptedServer.html(signUpForm(""), "Set-Cookie: _csrf=tok; Path=/")
                : ScriptedServer.html("dashboard");
          }
          boolean right =
              got.body().contains("_csrf=tok") && got.header("Cookie").contains("_csrf=tok");
          return right
              ? ScriptedServer.redirect("/")
              : ScriptedServer.answer(400, "text/plain", "Invalid CSRF token.");
        });

    assertThat(gitea.forms().signUp("boss", "b@example.com", Secret.of("p")))
        .isEqualTo(new SignUp.Created());
    assertThat(server.count("POST")).isEqualTo(1);
  }

  @Test
  void aRefusedSignUpCarriesThePagesMessageNeutralised() throws IOException {
    RestGitea gitea =
        gitea(got ->
            ScriptedServer.html(
                got.method().equals("GET")
                    ? signUpForm("")
                    : signUpForm(
                        "<div class='ui negative message'>Bad\u001b]0;x\u0007 name</div>")));

    assertThat(gitea.forms().signUp("boss", "b@example.com", Secret.of("p")))
        .isEqualTo(new SignUp.Rejected("Bad ]0;x name", SignUp.Field.UNKNOWN));
  }

  @Test
  void aSecondFactorOrAnUnknownFormEndsTheFormEditWithoutAChange() throws IOException {
    for (String where :
        List.of("/user/two_factor", "/user/webauthn", "/user/settings/change_password")) {
      RestGitea gitea = gitea(got -> signedInAt(where, got, "<p>page"));
      assertThat(gitea.forms().editApp(BOSS, APP)).as(where).isFalse();
      assertThat(server.count("POST")).as("the sign-in alone").isEqualTo(1);
      server.close();
    }
    String unknown =
        "<input id='client-id' value='client-4'>"
            + "<form method='post' action='/user/settings/applications/oauth2/4'>"
            + "<input name='application_name'><input name='redirect_uri_1'></form>";
    RestGitea gitea = gitea(got -> signedInAt("/", got, unknown));

    assertThat(gitea.forms().editApp(BOSS, APP)).isFalse();
    assertThat(server.count("POST")).isEqualTo(1);
  }

  @Test
  void anEditThatIsAnsweredWithAnErrorIsAFailureBecauseItMayHaveBeenDone() throws IOException {
    String path = "/user/settings/applications/oauth2/4";
    String form =
        "<input id='client-id' value='client-4'><form method='post' action='"
            + path
            + "'><input name='application_name'><textarea name='redirect_uris'></textarea>"
            + "<input type='checkbox' name='confidential_client'></form>";
    RestGitea gitea =
        gitea(got ->
            got.method().equals("POST") && got.path().equals(path)
                ? ScriptedServer.answer(500, "text/html", "")
                : signedInAt("/", got, form));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.forms().editApp(BOSS, APP))
        .withMessageContaining("not known");
    assertThat(server.count("POST")).isEqualTo(2);
  }

  private static Reply signedInAt(String where, Received got, String editPage) {
    if (got.method().equals("POST")) {
      return ScriptedServer.redirect(where);
    }
    if (got.path().equals("/user/login")) {
      return ScriptedServer.html(
          "<form method='post' action='/user/login'><input name='user_name'>"
              + "<input name='password' type='password'></form>");
    }
    return ScriptedServer.html(editPage);
  }

  private static String signUpForm(String message) {
    return message
        + "<form method='post' action='/user/sign_up'>"
        + "<input type='hidden' name='_csrf' value='tok'><input name='user_name'>"
        + "<input name='email'><input name='password'><input name='retype'></form>";
  }

  private static Reply file(String sha) {
    return ScriptedServer.json(
        "{\"name\":\"a.yml\",\"path\":\"a.yml\",\"sha\":\"%s\",\"type\":\"file\"}".formatted(sha));
  }

  private static String apps(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            "{\"id\":1,\"name\":\"n\",\"client_id\":\"c\",\"redirect_uris\":[\"u\"],"
                + "\"confidential_client\":true}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private GiteaState stateAfter(Reply reply) throws IOException {
    GiteaState state = gitea(got -> reply).instance().state();
    server.close();
    return state;
  }

  private RestGitea gitea(Function<Received, Reply> script) throws IOException {
    server = ScriptedServer.start(script);
    return new RestGitea(
        new Http(
            new Server("Gitea", server.url(), ProblemId.GITEA_READY),
            new HttpSettings(false, Optional.empty()),
            new Timeline(),
            () -> Deadline.in(Duration.ofSeconds(30))));
  }
}
