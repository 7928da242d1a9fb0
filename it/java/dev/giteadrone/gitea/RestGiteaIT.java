package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.servers.RealGitea;
import dev.giteadrone.time.Timeline;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RestGiteaIT {
  private static final String LOGIN = "http://drone.example.com/login";
  private static final Secret PASSWORD = Secret.of("correct-horse-Battery-9");
  private static final Credential.Basic BOSS = new Credential.Basic("boss", PASSWORD);

  private static RealGitea server;
  private static RestGitea gitea;

  @BeforeAll
  static void startABlankGiteaAndSignUp() throws Exception {
    server = RealGitea.start(Map.of());
    gitea = new RestGitea(server.http());
    assertThat(gitea.forms().signUp("boss", "boss@example.com", PASSWORD))
        .isEqualTo(new SignUp.Created());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void isReadyAndSaysItsVersionAndRootUrl() {
    assertThat(gitea.instance().state()).isEqualTo(new GiteaState.Ready());
    assertThat(gitea.instance().version(Credential.ANONYMOUS)).matches("1\\.[0-9]+\\.[0-9]+.*");
    assertThat(gitea.instance().rootUrl()).contains(server.url());
  }

  @Test
  void theFirstToSignUpIsTheAdministrator() {
    SignIn signIn = gitea.users().signIn(BOSS);

    assertThat(signIn).isInstanceOf(SignIn.Accepted.class);
    GiteaUser user = ((SignIn.Accepted) signIn).user();
    assertThat(user.admin()).isTrue();
    assertThat(user.active()).isTrue();
    assertThat(user.email()).isEqualTo("boss@example.com");
    assertThat(user.isNamed("BOSS")).isTrue();
  }

  @Test
  void signingUpATakenNameIsRejectedWithThePagesReason() {
    assertThat(gitea.forms().signUp("Boss", "other@example.com", PASSWORD))
        .isEqualTo(new SignUp.Rejected("The username is already taken.", SignUp.Field.USER_NAME));
    assertThat(gitea.forms().signUp("weak", "weak@example.com", Secret.of("x")))
        .isInstanceOfSatisfying(
            SignUp.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("characters"));
    assertThat(gitea.users().find(BOSS, "weak")).isEmpty();
  }

  @Test
  void aWrongPasswordAndAWrongTokenAreRefused() {
    assertThat(gitea.users().signIn(new Credential.Basic("boss", Secret.of("wrong"))))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
    assertThat(gitea.users().signIn(new Credential.Basic("nobody-there", PASSWORD)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
    assertThat(gitea.users().signIn(new Credential.Token(Secret.of("0".repeat(40)))))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void aPasswordThatMustBeChangedIsToldApartUntilWeSetOne() {
    user("changer");
    patch("changer", "\"must_change_password\": true");
    assertThat(gitea.users().signIn(basic("changer")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.MUST_CHANGE_PASSWORD));

    gitea.users().setPassword(BOSS, "changer", Secret.of("another-Horse-77"));

    assertThat(gitea.users().signIn(new Credential.Basic("changer", Secret.of("another-Horse-77"))))
        .isInstanceOf(SignIn.Accepted.class);
    assertThat(gitea.users().signIn(basic("changer")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void anInactiveUserIsToldApartAndAProhibitedOneByItsTokenOnly() {
    user("sleeper");
    patch("sleeper", "\"active\": false");
    user("banned");
    Credential token = token("banned", "read:user");
    patch("banned", "\"prohibit_login\": true");

    assertThat(gitea.users().signIn(basic("sleeper")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    assertThat(gitea.users().signIn(token)).isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    // Gitea itself does not tell this from a wrong password.
    assertThat(gitea.users().signIn(basic("banned")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void aTokenWithoutTheScopeIsToldApart() {
    Secret token = gitea.tokens().create(BOSS, "repositories-only", List.of("write:repository"));

    assertThat(gitea.users().signIn(new Credential.Token(token)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.SCOPE));
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.apps().all(new Credential.Token(token)))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED));
  }

  @Test
  void theAdminApiMakesAnOrdinaryUserThatIsThenPromoted() {
    long before = gitea.users().count(BOSS);

    assertThat(gitea.users().create(BOSS, "second", "second@example.com", PASSWORD)).isTrue();
    assertThat(gitea.users().create(BOSS, "Second", "third@example.com", PASSWORD)).isFalse();
    assertThatExceptionOfType(NoEffectFailure.class)
        .isThrownBy(() -> gitea.users().create(BOSS, "fourth", "second@example.com", PASSWORD))
        .withMessageContaining("name or address");
    assertThat(gitea.users().find(BOSS, "second").map(GiteaUser::admin)).contains(false);
    gitea.users().makeAdmin(BOSS, "second");

    assertThat(gitea.users().find(BOSS, "SECOND").map(GiteaUser::admin)).contains(true);
    assertThat(gitea.users().signIn(basic("second"))).isInstanceOf(SignIn.Accepted.class);
    assertThat(gitea.users().count(BOSS)).isGreaterThan(before);
    assertThat(gitea.users().find(BOSS, "fourth")).isEmpty();
  }

  @Test
  void aNameOrAPasswordThatGiteaDoesNotAllowIsAFailureThatSaysSo() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.users().create(BOSS, "api", "api@example.com", PASSWORD))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .withMessageContaining("does not allow this name");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.users().create(BOSS, "short", "s@example.com", Secret.of("x")))
        .withMessageContaining("refuses the generated password");
  }

  @Test
  void anOrdinaryUserMayNotUseTheAdminApi() {
    user("plain");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.users().makeAdmin(basic("plain"), "plain"))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED));
  }

  @Test
  void tokensAreListedOverAllPagesAndDeletedByName() {
    user("tokens");
    Credential.Basic owner = basic("tokens");
    Secret first = gitea.tokens().create(owner, "t-0", List.of("read:user"));
    IntStream.range(1, 52)
        .forEach(i -> gitea.tokens().create(owner, "t-" + i, List.of("read:user")));

    assertThat(first.reveal()).matches("[0-9a-f]{40}");
    assertThat(gitea.tokens().names(owner))
        .hasSize(52)
        .doesNotHaveDuplicates()
        .contains("t-0", "t-51");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.tokens().create(owner, "t-0", List.of("read:user")));
    gitea.tokens().delete(owner, "t-0");
    gitea.tokens().delete(owner, "t-0");
    assertThat(gitea.tokens().names(owner)).hasSize(51);
    assertThat(gitea.users().signIn(new Credential.Token(first)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void applicationsAreListedOverAllPagesInAsFewRequestsAsThereAre() {
    user("apps");
    Credential owner = token("apps", "write:user");
    assertThat(gitea.apps().all(owner)).isEmpty();
    List<Long> ids =
        IntStream.range(0, 101)
            .mapToObj(i -> gitea.apps().create(owner, "same", LOGIN).app().id())
            .toList();
    long before = server.timeline().count(Timeline.Kind.READ);

    List<OAuthApp> apps = gitea.apps().all(owner);

    assertThat(apps).extracting(OAuthApp::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(server.timeline().count(Timeline.Kind.READ) - before).isEqualTo(3);
    gitea.apps().delete(owner, ids.getFirst());
    gitea.apps().delete(owner, ids.getFirst());
    assertThat(gitea.apps().all(owner)).hasSize(100);
  }

  @Test
  void theProbeTellsInGiteasOrderWhatIsWrong() {
    MintedApp app = gitea.apps().create(BOSS, "probed", LOGIN);
    String id = app.app().clientId();

    assertThat(app.app().confidential()).isTrue();
    assertThat(gitea.apps().probe("no-such-client", app.secret(), LOGIN))
        .isEqualTo(ClientProbe.UNKNOWN_CLIENT);
    assertThat(gitea.apps().probe(id, Secret.of("wrong"), "http://wrong"))
        .isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.apps().probe(id, Secret.of(""), LOGIN)).isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.apps().probe(id, app.secret(), "https://drone.example.com/login"))
        .isEqualTo(ClientProbe.WRONG_REDIRECT);
    assertThat(gitea.apps().probe(id, app.secret(), LOGIN)).isEqualTo(ClientProbe.RIGHT);
    // Gitea compares without case and without a final slash.
    assertThat(gitea.apps().probe(id, app.secret(), "http://Drone.example.com/LOGIN/"))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void aPublicClientPassesTheProbeWithAnySecretSoAnEmptyOneExposesIt() {
    MintedApp app = gitea.apps().create(BOSS, "public", LOGIN);
    OAuthApp wanted = app.app();
    MintedApp made =
        gitea
            .apps()
            .mintSecret(
                BOSS,
                new OAuthApp(
                    wanted.id(), wanted.name(), wanted.clientId(), wanted.redirectUris(), false));

    assertThat(made.app().confidential()).isFalse();
    assertThat(gitea.apps().probe(wanted.clientId(), Secret.of(""), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void mintingKeepsIdNameAndUrisAndMakesTheOldSecretWorthless() {
    MintedApp app = gitea.apps().create(BOSS, "minted", LOGIN);

    MintedApp minted = gitea.apps().mintSecret(BOSS, app.app());

    assertThat(minted.app()).isEqualTo(app.app());
    assertThat(minted.secret()).isNotEqualTo(app.secret());
    assertThat(gitea.apps().probe(app.app().clientId(), app.secret(), LOGIN))
        .isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.apps().probe(app.app().clientId(), minted.secret(), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void theWebFormChangesRedirectUrisAndKeepsTheSecret() {
    MintedApp app = gitea.apps().create(BOSS, "edited", "http://old.example.com/login");
    OAuthApp old = app.app();
    OAuthApp wanted =
        new OAuthApp(
            old.id(), "edited again", old.clientId(), List.of(LOGIN, "http://two/login"), true);

    assertThat(gitea.forms().editApp(BOSS, wanted)).isTrue();

    assertThat(gitea.apps().all(BOSS)).contains(wanted).doesNotContain(old);
    assertThat(gitea.apps().probe(old.clientId(), app.secret(), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
    assertThat(gitea.apps().probe(old.clientId(), app.secret(), "http://old.example.com/login"))
        .isEqualTo(ClientProbe.WRONG_REDIRECT);
  }

  @Test
  void theWebFormMakesAPublicClientConfidentialAndKeepsTheSecret() {
    MintedApp app = gitea.apps().create(BOSS, "was public", LOGIN);
    OAuthApp confidential = app.app();
    MintedApp made =
        gitea
            .apps()
            .mintSecret(
                BOSS,
                new OAuthApp(
                    confidential.id(),
                    "was public",
                    confidential.clientId(),
                    List.of(LOGIN),
                    false));

    assertThat(gitea.forms().editApp(BOSS, confidential)).isTrue();

    assertThat(gitea.apps().all(BOSS)).contains(confidential);
    assertThat(gitea.apps().probe(confidential.clientId(), made.secret(), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
    assertThat(gitea.apps().probe(confidential.clientId(), Secret.of(""), LOGIN))
        .isEqualTo(ClientProbe.WRONG_SECRET);
  }

  @Test
  void theWebFormChangesNothingWithoutTheRightPasswordUserOrApplication() {
    user("stranger");
    OAuthApp app = gitea.apps().create(BOSS, "untouched", LOGIN).app();
    OAuthApp wanted =
        new OAuthApp(app.id(), app.name(), app.clientId(), List.of("http://evil/login"), true);
    OAuthApp otherClient =
        new OAuthApp(app.id(), app.name(), "another-client-id", wanted.redirectUris(), true);

    assertThat(gitea.forms().editApp(new Credential.Basic("boss", Secret.of("wrong")), wanted))
        .isFalse();
    assertThat(gitea.forms().editApp(basic("stranger"), wanted)).isFalse();
    assertThat(gitea.forms().editApp(BOSS, otherClient)).isFalse();
    patch("stranger", "\"must_change_password\": true");
    assertThat(gitea.forms().editApp(basic("stranger"), wanted)).isFalse();

    assertThat(gitea.apps().all(BOSS)).contains(app);
  }

  @Test
  void oneFileIsCommittedAgainAndAgain() {
    Repository repository = gitea.repositories().create(BOSS, "committed", "ours");

    String first = gitea.commits().create(BOSS, repository, "dir/a b.txt", "one", "first");
    String second = gitea.commits().create(BOSS, repository, "dir/a b.txt", "two", "second");

    assertThat(repository.isPrivate()).isTrue();
    assertThat(repository.description()).isEqualTo("ours");
    assertThat(Set.of(first, second)).hasSize(2).allMatch(id -> id.matches("[0-9a-f]{40}"));
    assertThat(gitea.commits().statuses(BOSS, repository, second)).isEmpty();
  }

  @Test
  void twoWhoCommitAtOnceBothGetACommitOfTheirOwn() {
    Repository repository = gitea.repositories().create(BOSS, "raced", "");
    Set<String> commits = ConcurrentHashMap.newKeySet();

    for (int round = 0; round < 3; round++) {
      String content = "round " + round;
      CompletableFuture.allOf(
              IntStream.range(0, 2)
                  .mapToObj(i ->
                      CompletableFuture.runAsync(() ->
                          commits.add(
                              gitea
                                  .commits()
                                  .create(BOSS, repository, ".drone.yml", content + i, "go"))))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    assertThat(commits).hasSize(6);
  }

  @Test
  void statusesAreListedNewestFirst() throws Exception {
    Repository repository = gitea.repositories().create(BOSS, "statuses", "");
    String commit = gitea.commits().create(BOSS, repository, "a", "b", "c");
    for (String state : List.of("pending", "success")) {
      server
          .api(BOSS)
          .post(
              "/api/v1/repos/boss/statuses/statuses/" + commit,
              "{\"state\":\"%s\",\"context\":\"ci\",\"target_url\":\"http://d/1\"}"
                  .formatted(state));
    }

    assertThat(gitea.commits().statuses(BOSS, repository, commit))
        .extracting(status -> status.context() + " " + status.state() + " " + status.targetUrl())
        .containsExactly("ci success http://d/1", "ci pending http://d/1");
  }

  @Test
  void aWebhooksSecretQueryStaysInGitea() throws Exception {
    Repository repository = gitea.repositories().create(BOSS, "hooked", "");
    assertThat(gitea.repositories().webhooks(BOSS, repository)).isEmpty();
    server
        .api(BOSS)
        .post(
            "/api/v1/repos/boss/hooked/hooks",
            "{\"type\":\"gitea\",\"active\":true,\"config\":{\"content_type\":\"json\","
                + "\"url\":\"http://drone.example.com/hook?secret=hush\"}}");

    assertThat(gitea.repositories().webhooks(BOSS, repository))
        .extracting(Webhook::url, Webhook::active)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("http://drone.example.com/hook", true));
  }

  @Test
  void aRepositoryIsFoundCreatedOnceAndDeletedTwice() {
    assertThat(gitea.repositories().find(BOSS, "boss", "once")).isEmpty();
    Repository made = gitea.repositories().create(BOSS, "once", "");

    assertThat(gitea.repositories().find(BOSS, "boss", "once")).contains(made);
    assertThat(made.cloneUrl()).isEqualTo(server.url() + "/boss/once.git");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.repositories().create(BOSS, "once", ""));
    gitea.repositories().delete(BOSS, "boss", "once");
    gitea.repositories().delete(BOSS, "boss", "once");
    assertThat(gitea.repositories().find(BOSS, "boss", "once")).isEmpty();
  }

  @Test
  void aRenamedRepositorysOldNameIsFree() throws Exception {
    gitea.repositories().create(BOSS, "old-name", "");
    server.api(BOSS).patch("/api/v1/repos/boss/old-name", "{\"name\":\"new-name\"}");

    assertThat(gitea.repositories().find(BOSS, "boss", "old-name")).isEmpty();
    assertThat(gitea.repositories().create(BOSS, "old-name", "").name()).isEqualTo("old-name");
    assertThat(gitea.repositories().find(BOSS, "boss", "new-name")).isPresent();
  }

  @Test
  void readsAreRecordedAsReadsAndChangesAsMutations() {
    long reads = server.timeline().count(Timeline.Kind.READ);
    long mutations = server.timeline().count(Timeline.Kind.MUTATION);

    gitea.apps().probe("nobody", Secret.of("x"), LOGIN);
    gitea.users().signIn(BOSS);
    gitea.apps().delete(BOSS, 999_999);

    assertThat(server.timeline().count(Timeline.Kind.READ) - reads).isEqualTo(2);
    assertThat(server.timeline().count(Timeline.Kind.MUTATION) - mutations).isEqualTo(1);
    assertThat(new HashSet<>(server.timeline().spans()))
        .noneMatch(span -> span.label().contains("?"));
  }

  private static Credential.Basic basic(String name) {
    return new Credential.Basic(name, PASSWORD);
  }

  private static Credential token(String name, String scope) {
    return new Credential.Token(gitea.tokens().create(basic(name), "for-" + name, List.of(scope)));
  }

  private static void user(String name) {
    assertThat(gitea.users().create(BOSS, name, name + "@example.com", PASSWORD)).isTrue();
  }

  private static void patch(String name, String property) {
    server
        .api(BOSS)
        .patch(
            "/api/v1/admin/users/" + name,
            "{\"source_id\":0,\"login_name\":\"%s\",%s}".formatted(name, property));
  }
}
