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

  private static OneGitea server;
  private static RestGitea gitea;

  @BeforeAll
  static void startABlankGiteaAndSignUp() throws Exception {
    server = OneGitea.start(Map.of());
    gitea = new RestGitea(server.http());
    assertThat(gitea.signUp("boss", "boss@example.com", PASSWORD)).isEqualTo(new SignUp.Created());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void isReadyAndSaysItsVersionAndRootUrl() {
    assertThat(gitea.state()).isEqualTo(new GiteaState.Ready());
    assertThat(gitea.version(Credential.ANONYMOUS)).matches("1\\.[0-9]+\\.[0-9]+.*");
    assertThat(gitea.rootUrl()).contains(server.url());
  }

  @Test
  void theFirstToSignUpIsTheAdministrator() {
    SignIn signIn = gitea.signIn(BOSS);

    assertThat(signIn).isInstanceOf(SignIn.Accepted.class);
    GiteaUser user = ((SignIn.Accepted) signIn).user();
    assertThat(user.admin()).isTrue();
    assertThat(user.active()).isTrue();
    assertThat(user.email()).isEqualTo("boss@example.com");
    assertThat(user.isNamed("BOSS")).isTrue();
  }

  @Test
  void signingUpATakenNameIsRejectedWithThePagesReason() {
    assertThat(gitea.signUp("Boss", "other@example.com", PASSWORD))
        .isEqualTo(new SignUp.Rejected("The username is already taken.", SignUp.Field.USER_NAME));
    assertThat(gitea.signUp("weak", "weak@example.com", Secret.of("x")))
        .isInstanceOfSatisfying(
            SignUp.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("characters"));
    assertThat(gitea.user(BOSS, "weak")).isEmpty();
  }

  @Test
  void aWrongPasswordAndAWrongTokenAreRefused() {
    assertThat(gitea.signIn(new Credential.Basic("boss", Secret.of("wrong"))))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
    assertThat(gitea.signIn(new Credential.Basic("nobody-there", PASSWORD)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
    assertThat(gitea.signIn(new Credential.Token(Secret.of("0".repeat(40)))))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void aPasswordThatMustBeChangedIsToldApartUntilWeSetOne() {
    user("changer");
    patch("changer", "\"must_change_password\": true");
    assertThat(gitea.signIn(basic("changer")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.MUST_CHANGE_PASSWORD));

    gitea.setPassword(BOSS, "changer", Secret.of("another-Horse-77"));

    assertThat(gitea.signIn(new Credential.Basic("changer", Secret.of("another-Horse-77"))))
        .isInstanceOf(SignIn.Accepted.class);
    assertThat(gitea.signIn(basic("changer"))).isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void anInactiveUserIsToldApartAndAProhibitedOneByItsTokenOnly() {
    user("sleeper");
    patch("sleeper", "\"active\": false");
    user("banned");
    Credential token = token("banned", "read:user");
    patch("banned", "\"prohibit_login\": true");

    assertThat(gitea.signIn(basic("sleeper")))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    assertThat(gitea.signIn(token)).isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    // Gitea itself does not tell this from a wrong password.
    assertThat(gitea.signIn(basic("banned"))).isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void aTokenWithoutTheScopeIsToldApart() {
    Secret token = gitea.createToken(BOSS, "repositories-only", List.of("write:repository"));

    assertThat(gitea.signIn(new Credential.Token(token)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.SCOPE));
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.apps(new Credential.Token(token)))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED));
  }

  @Test
  void theAdminApiMakesAnOrdinaryUserThatIsThenPromoted() {
    long before = gitea.userCount(BOSS);

    assertThat(gitea.createUser(BOSS, "second", "second@example.com", PASSWORD)).isTrue();
    assertThat(gitea.createUser(BOSS, "Second", "third@example.com", PASSWORD)).isFalse();
    assertThatExceptionOfType(NoEffectFailure.class)
        .isThrownBy(() -> gitea.createUser(BOSS, "fourth", "second@example.com", PASSWORD))
        .withMessageContaining("name or address");
    assertThat(gitea.user(BOSS, "second").map(GiteaUser::admin)).contains(false);
    gitea.makeAdmin(BOSS, "second");

    assertThat(gitea.user(BOSS, "SECOND").map(GiteaUser::admin)).contains(true);
    assertThat(gitea.signIn(basic("second"))).isInstanceOf(SignIn.Accepted.class);
    assertThat(gitea.userCount(BOSS)).isGreaterThan(before);
    assertThat(gitea.user(BOSS, "fourth")).isEmpty();
  }

  @Test
  void aNameOrAPasswordThatGiteaDoesNotAllowIsAFailureThatSaysSo() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.createUser(BOSS, "api", "api@example.com", PASSWORD))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .withMessageContaining("does not allow this name");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.createUser(BOSS, "short", "s@example.com", Secret.of("x")))
        .withMessageContaining("refuses the generated password");
  }

  @Test
  void anOrdinaryUserMayNotUseTheAdminApi() {
    user("plain");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.makeAdmin(basic("plain"), "plain"))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED));
  }

  @Test
  void tokensAreListedOverAllPagesAndDeletedByName() {
    user("tokens");
    Credential.Basic owner = basic("tokens");
    Secret first = gitea.createToken(owner, "t-0", List.of("read:user"));
    IntStream.range(1, 52).forEach(i -> gitea.createToken(owner, "t-" + i, List.of("read:user")));

    assertThat(first.reveal()).matches("[0-9a-f]{40}");
    assertThat(gitea.tokenNames(owner)).hasSize(52).doesNotHaveDuplicates().contains("t-0", "t-51");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.createToken(owner, "t-0", List.of("read:user")));
    gitea.deleteToken(owner, "t-0");
    gitea.deleteToken(owner, "t-0");
    assertThat(gitea.tokenNames(owner)).hasSize(51);
    assertThat(gitea.signIn(new Credential.Token(first)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  @Test
  void applicationsAreListedOverAllPagesInAsFewRequestsAsThereAre() {
    user("apps");
    Credential owner = token("apps", "write:user");
    assertThat(gitea.apps(owner)).isEmpty();
    List<Long> ids =
        IntStream.range(0, 101)
            .mapToObj(i -> gitea.createApp(owner, "same", LOGIN).app().id())
            .toList();
    long before = server.timeline().count(Timeline.Kind.READ);

    List<OAuthApp> apps = gitea.apps(owner);

    assertThat(apps).extracting(OAuthApp::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(server.timeline().count(Timeline.Kind.READ) - before).isEqualTo(3);
    gitea.deleteApp(owner, ids.getFirst());
    gitea.deleteApp(owner, ids.getFirst());
    assertThat(gitea.apps(owner)).hasSize(100);
  }

  @Test
  void theProbeTellsInGiteasOrderWhatIsWrong() {
    MintedApp app = gitea.createApp(BOSS, "probed", LOGIN);
    String id = app.app().clientId();

    assertThat(app.app().confidential()).isTrue();
    assertThat(gitea.probe("no-such-client", app.secret(), LOGIN))
        .isEqualTo(ClientProbe.UNKNOWN_CLIENT);
    assertThat(gitea.probe(id, Secret.of("wrong"), "http://wrong"))
        .isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.probe(id, Secret.of(""), LOGIN)).isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.probe(id, app.secret(), "https://drone.example.com/login"))
        .isEqualTo(ClientProbe.WRONG_REDIRECT);
    assertThat(gitea.probe(id, app.secret(), LOGIN)).isEqualTo(ClientProbe.RIGHT);
    // Gitea compares without case and without a final slash.
    assertThat(gitea.probe(id, app.secret(), "http://Drone.example.com/LOGIN/"))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void aPublicClientPassesTheProbeWithAnySecretSoAnEmptyOneExposesIt() {
    MintedApp app = gitea.createApp(BOSS, "public", LOGIN);
    OAuthApp wanted = app.app();
    MintedApp made =
        gitea.mintSecret(
            BOSS,
            new OAuthApp(
                wanted.id(), wanted.name(), wanted.clientId(), wanted.redirectUris(), false));

    assertThat(made.app().confidential()).isFalse();
    assertThat(gitea.probe(wanted.clientId(), Secret.of(""), LOGIN)).isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void mintingKeepsIdNameAndUrisAndMakesTheOldSecretWorthless() {
    MintedApp app = gitea.createApp(BOSS, "minted", LOGIN);

    MintedApp minted = gitea.mintSecret(BOSS, app.app());

    assertThat(minted.app()).isEqualTo(app.app());
    assertThat(minted.secret()).isNotEqualTo(app.secret());
    assertThat(gitea.probe(app.app().clientId(), app.secret(), LOGIN))
        .isEqualTo(ClientProbe.WRONG_SECRET);
    assertThat(gitea.probe(app.app().clientId(), minted.secret(), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void theWebFormChangesRedirectUrisAndKeepsTheSecret() {
    MintedApp app = gitea.createApp(BOSS, "edited", "http://old.example.com/login");
    OAuthApp old = app.app();
    OAuthApp wanted =
        new OAuthApp(
            old.id(), "edited again", old.clientId(), List.of(LOGIN, "http://two/login"), true);

    assertThat(gitea.editAppByForm(BOSS, wanted)).isTrue();

    assertThat(gitea.apps(BOSS)).contains(wanted).doesNotContain(old);
    assertThat(gitea.probe(old.clientId(), app.secret(), LOGIN)).isEqualTo(ClientProbe.RIGHT);
    assertThat(gitea.probe(old.clientId(), app.secret(), "http://old.example.com/login"))
        .isEqualTo(ClientProbe.WRONG_REDIRECT);
  }

  @Test
  void theWebFormMakesAPublicClientConfidentialAndKeepsTheSecret() {
    MintedApp app = gitea.createApp(BOSS, "was public", LOGIN);
    OAuthApp confidential = app.app();
    MintedApp made =
        gitea.mintSecret(
            BOSS,
            new OAuthApp(
                confidential.id(), "was public", confidential.clientId(), List.of(LOGIN), false));

    assertThat(gitea.editAppByForm(BOSS, confidential)).isTrue();

    assertThat(gitea.apps(BOSS)).contains(confidential);
    assertThat(gitea.probe(confidential.clientId(), made.secret(), LOGIN))
        .isEqualTo(ClientProbe.RIGHT);
    assertThat(gitea.probe(confidential.clientId(), Secret.of(""), LOGIN))
        .isEqualTo(ClientProbe.WRONG_SECRET);
  }

  @Test
  void theWebFormChangesNothingWithoutTheRightPasswordUserOrApplication() {
    user("stranger");
    OAuthApp app = gitea.createApp(BOSS, "untouched", LOGIN).app();
    OAuthApp wanted =
        new OAuthApp(app.id(), app.name(), app.clientId(), List.of("http://evil/login"), true);
    OAuthApp otherClient =
        new OAuthApp(app.id(), app.name(), "another-client-id", wanted.redirectUris(), true);

    assertThat(gitea.editAppByForm(new Credential.Basic("boss", Secret.of("wrong")), wanted))
        .isFalse();
    assertThat(gitea.editAppByForm(basic("stranger"), wanted)).isFalse();
    assertThat(gitea.editAppByForm(BOSS, otherClient)).isFalse();
    patch("stranger", "\"must_change_password\": true");
    assertThat(gitea.editAppByForm(basic("stranger"), wanted)).isFalse();

    assertThat(gitea.apps(BOSS)).contains(app);
  }

  @Test
  void oneFileIsCommittedAgainAndAgain() {
    Repository repository = gitea.createRepository(BOSS, "committed", "ours");

    String first = gitea.commitFile(BOSS, repository, "dir/a b.txt", "one", "first");
    String second = gitea.commitFile(BOSS, repository, "dir/a b.txt", "two", "second");

    assertThat(repository.isPrivate()).isTrue();
    assertThat(repository.description()).isEqualTo("ours");
    assertThat(Set.of(first, second)).hasSize(2).allMatch(id -> id.matches("[0-9a-f]{40}"));
    assertThat(gitea.statuses(BOSS, repository, second)).isEmpty();
  }

  @Test
  void twoWhoCommitAtOnceBothGetACommitOfTheirOwn() {
    Repository repository = gitea.createRepository(BOSS, "raced", "");
    Set<String> commits = ConcurrentHashMap.newKeySet();

    for (int round = 0; round < 3; round++) {
      String content = "round " + round;
      CompletableFuture.allOf(
              IntStream.range(0, 2)
                  .mapToObj(i ->
                      CompletableFuture.runAsync(() ->
                          commits.add(
                              gitea.commitFile(BOSS, repository, ".drone.yml", content + i, "go"))))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    assertThat(commits).hasSize(6);
  }

  @Test
  void statusesAreListedNewestFirst() throws Exception {
    Repository repository = gitea.createRepository(BOSS, "statuses", "");
    String commit = gitea.commitFile(BOSS, repository, "a", "b", "c");
    for (String state : List.of("pending", "success")) {
      server.raw(
          "POST",
          "/api/v1/repos/boss/statuses/statuses/" + commit,
          "boss",
          PASSWORD.reveal(),
          "{\"state\":\"%s\",\"context\":\"ci\",\"target_url\":\"http://d/1\"}".formatted(state));
    }

    assertThat(gitea.statuses(BOSS, repository, commit))
        .extracting(status -> status.context() + " " + status.state() + " " + status.targetUrl())
        .containsExactly("ci success http://d/1", "ci pending http://d/1");
  }

  @Test
  void aWebhooksSecretQueryStaysInGitea() throws Exception {
    Repository repository = gitea.createRepository(BOSS, "hooked", "");
    assertThat(gitea.webhooks(BOSS, repository)).isEmpty();
    server.raw(
        "POST",
        "/api/v1/repos/boss/hooked/hooks",
        "boss",
        PASSWORD.reveal(),
        "{\"type\":\"gitea\",\"active\":true,\"config\":{\"content_type\":\"json\","
            + "\"url\":\"http://drone.example.com/hook?secret=hush\"}}");

    assertThat(gitea.webhooks(BOSS, repository))
        .extracting(Webhook::url, Webhook::active)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("http://drone.example.com/hook", true));
  }

  @Test
  void aRepositoryIsFoundCreatedOnceAndDeletedTwice() {
    assertThat(gitea.repository(BOSS, "boss", "once")).isEmpty();
    Repository made = gitea.createRepository(BOSS, "once", "");

    assertThat(gitea.repository(BOSS, "boss", "once")).contains(made);
    assertThat(made.cloneUrl()).isEqualTo(server.url() + "/boss/once.git");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> gitea.createRepository(BOSS, "once", ""));
    gitea.deleteRepository(BOSS, "boss", "once");
    gitea.deleteRepository(BOSS, "boss", "once");
    assertThat(gitea.repository(BOSS, "boss", "once")).isEmpty();
  }

  @Test
  void aRenamedRepositorysOldNameIsFree() throws Exception {
    gitea.createRepository(BOSS, "old-name", "");
    server.raw(
        "PATCH",
        "/api/v1/repos/boss/old-name",
        "boss",
        PASSWORD.reveal(),
        "{\"name\":\"new-name\"}");

    assertThat(gitea.repository(BOSS, "boss", "old-name")).isEmpty();
    assertThat(gitea.createRepository(BOSS, "old-name", "").name()).isEqualTo("old-name");
    assertThat(gitea.repository(BOSS, "boss", "new-name")).isPresent();
  }

  @Test
  void readsAreRecordedAsReadsAndChangesAsMutations() {
    long reads = server.timeline().count(Timeline.Kind.READ);
    long mutations = server.timeline().count(Timeline.Kind.MUTATION);

    gitea.probe("nobody", Secret.of("x"), LOGIN);
    gitea.signIn(BOSS);
    gitea.deleteApp(BOSS, 999_999);

    assertThat(server.timeline().count(Timeline.Kind.READ) - reads).isEqualTo(2);
    assertThat(server.timeline().count(Timeline.Kind.MUTATION) - mutations).isEqualTo(1);
    assertThat(new HashSet<>(server.timeline().spans()))
        .noneMatch(span -> span.label().contains("?"));
  }

  private static Credential.Basic basic(String name) {
    return new Credential.Basic(name, PASSWORD);
  }

  private static Credential token(String name, String scope) {
    return new Credential.Token(gitea.createToken(basic(name), "for-" + name, List.of(scope)));
  }

  private static void user(String name) {
    assertThat(gitea.createUser(BOSS, name, name + "@example.com", PASSWORD)).isTrue();
  }

  private static void patch(String name, String property) {
    try {
      server.raw(
          "PATCH",
          "/api/v1/admin/users/" + name,
          "boss",
          PASSWORD.reveal(),
          "{\"source_id\":0,\"login_name\":\"%s\",%s}".formatted(name, property));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
