package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.WebSignIn;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real Gitea whose registration is closed, and an account with a second factor, or one that may
 * not sign in: what is refused leaves nothing pending, and is seen first where it can be.
 */
final class AccessRefusalsIT {
  private static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  private static HostFixture bed;
  private static Path database;
  private static Snapshot blank;
  private static Snapshot wired;

  @BeforeAll
  static void start() throws IOException {
    bed =
        HostFixture.start(
            SandboxOptions.blank()
                .withoutRegistration()
                .withRunners(Set.of(RunnerType.EXEC))
                .withRunnersStopped());
    blank = bed.sandbox.snapshot();
    assertThat(cli().bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
    try (Stream<Path> files = Files.walk(bed.sandbox.hostFolder().getParent())) {
      database =
          files
              .filter(file -> file.endsWith("gitea.db"))
              .filter(file -> !file.toString().contains("snapshot"))
              .findFirst()
              .orElseThrow();
    }
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  private static Commands cli() {
    return bed.program(bed.desired(AdminCreation.CLI, Optional.empty()), BASIC);
  }

  private static Commands withoutCli() {
    return bed.program(bed.desired(AdminCreation.AUTO, Optional.empty()), BASIC);
  }

  private static String username() {
    return bed.desired().gitea().username();
  }

  private static byte[] adminFile() {
    return bed.bytes(bed.desired().secrets().admin());
  }

  /** What only Gitea's own pages could do otherwise. */
  private static String sql(String statement) {
    return bed.run(
            List.of("sqlite3", "-cmd", ".timeout 5000", database.toString(), statement),
            new byte[0])
        .text()
        .lines()
        .reduce("", (first, last) -> last);
  }

  private static void enrol() {
    sql(
        "insert into two_factor (uid, secret, created_unix, updated_unix)"
            + " select id, 'x', 1, 1 from user where name = '"
            + username()
            + "'");
    assertThat(bed.gitea().users().signIn(bed.basic()))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  private static void disenrol() {
    sql("delete from two_factor");
  }

  private static void prohibit(boolean yes) {
    sql("update user set prohibit_login = " + (yes ? 1 : 0));
  }

  private static void killTokens() {
    sql("delete from access_token");
  }

  private static void losePassword() {
    Credential.Basic before = bed.basic();
    bed.gitea().users().setPassword(before, before.username(), Secret.of("Forgotten-by-all-1"));
  }

  private static int tokens() {
    return Integer.parseInt(sql("select count(*) from access_token"));
  }

  private static void refused(RunReport report, String seen) {
    assertThat(report.problem()).isPresent();
    assertThat(report.problem().orElseThrow().seen()).contains(seen);
    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
  }

  private static void nothingLeftToDo() {
    RunReport again = cli().bootstrap();
    assertThat(again.problem()).isEmpty();
    assertThat(again.planned()).isZero();
  }

  private static List<StepLine> steps(RunReport report) {
    return report.stages().getFirst().plan().steps();
  }

  private static List<Change> changes(RunReport report) {
    return report.stages().getFirst().results().stream().map(StepResult::change).toList();
  }

  @Test
  void aClosedSignUpPageIsSeenFirstAndAGivenCommandLineIsUsedAfterwards() {
    bed.sandbox.restore(blank);

    RunReport plan = withoutCli().plan();
    assertThat(plan.planned()).isZero();
    assertThat(plan.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    refused(withoutCli().bootstrap(), "registration is disabled");
    assertThat(bed.desired().secrets().admin()).doesNotExist();

    RunReport report = cli().bootstrap();
    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report).getFirst().text()).doesNotContain("interrupted");
  }

  @Test
  void aRefusedPasswordRotationIsNotMadeUpForByALaterBootstrap() {
    enrol();
    byte[] before = adminFile();

    RunReport report = cli().rotate(Rotation.ADMIN_PASSWORD);

    refused(report, "second factor");
    assertThat(adminFile()).isEqualTo(before);
    disenrol();
    nothingLeftToDo();
    assertThat(adminFile()).isEqualTo(before);
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void aRefusedTokenRotationLeavesTheFileAndNoToken() {
    enrol();
    byte[] before = adminFile();

    RunReport report = cli().rotate(Rotation.ADMIN_TOKEN);

    refused(report, "second factor");
    assertThat(report.problem().orElseThrow().next()).contains("gitea-drone bootstrap");
    assertThat(adminFile()).isEqualTo(before);
    assertThat(tokens()).isEqualTo(1);
  }

  @Test
  void withASecondFactorAndADeadTokenTheCommandLineMakesOneAndNoPasswordIsSet() {
    enrol();
    killTokens();
    byte[] before = adminFile();

    refused(withoutCli().bootstrap(), "second factor");
    assertThat(adminFile()).isEqualTo(before);
    RunReport report = cli().bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("create-token-by-cli");
    nothingLeftToDo();
    assertThat(tokens()).isEqualTo(1);
    disenrol();
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void theListOfUsersTellsASecondFactorWhosePasswordIsLost() {
    losePassword();
    enrol();
    killTokens();

    RunReport report = cli().bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("create-token-by-cli");
    assertThat(tokens()).isEqualTo(1);
  }

  @Test
  void aWrapperThatListsNoUsersWorksAsBefore() throws IOException {
    losePassword();
    enrol();
    killTokens();

    RunReport report = olderWrapper().bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(changes(report)).containsExactly(Change.UPDATED, Change.UPDATED);
    assertThat(tokens()).isEqualTo(1);
    nothingLeftToDo();
    disenrol();
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void aProhibitedAccountIsToldByItsTokenOrItsPassword() {
    prohibit(true);
    byte[] before = adminFile();

    refused(cli().bootstrap(), "prohibited from signing in");
    killTokens();
    refused(cli().bootstrap(), "prohibited from signing in");

    assertThat(tokens()).isZero();
    assertThat(adminFile()).isEqualTo(before);
  }

  @Test
  void anAccountThatAnotherAdministratorProhibitsIsNamedToTokenPasswordAndDronesLogin() {
    Credential.Basic other = new Credential.Basic("other-admin", Secret.of("Another-admin-1"));
    bed.gitea()
        .users()
        .create(bed.basic(), other.username(), "other@example.com", other.password());
    bed.gitea().users().makeAdmin(bed.basic(), other.username());
    bed.giteaApi(other)
        .patch(
            "/api/v1/admin/users/" + username(),
            "{\"login_name\":\"" + username() + "\",\"source_id\":0,\"prohibit_login\":true}");

    assertThat(bed.gitea().users().signIn(bed.token()))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    assertThat(bed.gitea().forms().signIn(bed.basic())).isEqualTo(WebSignIn.INACTIVE);
    assertThat(bed.drone().login().as(username(), bed.basic().password()))
        .isInstanceOfSatisfying(
            DroneLogin.Refused.class,
            refused ->
                assertThat(refused.problem().cause()).contains("prohibited from signing in"));
    RunReport report = withoutCli().bootstrap();
    refused(report, "prohibited from signing in");
    assertThat(report.problem().orElseThrow().next()).contains("clear Disable Sign-In");
  }

  @Test
  void aProhibitedAccountThatNothingTellsOfCostsOneTokenWhichIsUsedAgain() {
    losePassword();
    killTokens();
    prohibit(true);

    for (int run = 0; run < 3; run++) {
      refused(cli().bootstrap(), "prohibited from signing in");
      assertThat(tokens()).isEqualTo(1);
    }
    assertThat(bed.admin().get(AdminKey.PENDING_ADMIN)).isEmpty();
    prohibit(false);
    RunReport report = cli().bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(changes(report)).containsExactly(Change.UPDATED, Change.CREATED);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
    nothingLeftToDo();
  }

  @Test
  void aRedirectUriThatTheFormCannotRepairIsLeftToThePersonWhoHasTheSecondFactor() {
    OAuthApp app = bed.gitea().apps().all(bed.token()).getFirst();
    OAuthApp moved =
        new OAuthApp(
            app.id(), app.name(), app.clientId(), List.of("http://127.0.0.1:9/login"), true);
    assertThat(bed.gitea().forms().editApp(bed.basic(), moved)).isTrue();
    enrol();

    RunReport report = cli().bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.seen()).contains("second factor");
    assertThat(problem.next()).contains("in the browser").contains(app.redirectUris().getFirst());
    assertThat(bed.gitea().apps().all(bed.token())).containsExactly(moved);
  }

  private static Commands olderWrapper() throws IOException {
    Path wrapper = bed.sandbox.hostFolder().resolve("older-wrapper");
    Files.writeString(
        wrapper,
        """
        #!/bin/sh
        [ "$3" != list ] || { echo "gitea-drone-admin: allowed are create" >&2; exit 2; }
        exec %s "$@"
        """
            .formatted(bed.sandbox.giteaCli().getFirst()));
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bed.program(
        DesiredBuilder.of(bed.desired(AdminCreation.CLI, Optional.empty()))
            .cli(List.of(wrapper.toString()))
            .build(),
        BASIC);
  }
}
