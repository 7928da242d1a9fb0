package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.GiteaVersion;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a host on each Gitea that the program is tested with. */
@ParameterizedClass
@EnumSource(GiteaVersion.class)
@SuppressWarnings("NullAway.Init") // start() sets the fields
final class GiteaVersionsIT {
  private static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  private static HostFixture bed;
  private static Snapshot blank;
  private static Snapshot wired;

  private final GiteaVersion version;

  GiteaVersionsIT(GiteaVersion version) {
    this.version = version;
  }

  @BeforeParameterizedClassInvocation
  static void start(GiteaVersion version) {
    bed = HostFixture.start(version, SandboxOptions.blank());
    blank = bed.sandbox.snapshot();
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    bed.close();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @Test
  void isTheGiteaThatIsMeant() {
    assertThat(bed.gitea().instance().version(Credential.ANONYMOUS)).contains(version.version());
  }

  @Test
  void blankHostIsVerifiedAndTheSecondRunHasNothingToDo() {
    for (AdminCreation way : List.of(AdminCreation.SIGN_UP, AdminCreation.CLI)) {
      bed.sandbox.restore(blank);
      Desired desired = bed.desired(way, Optional.empty());

      RunReport first = bed.program(desired, RunOptions.DEFAULT).bootstrap();

      assertThat(first.problem()).isEmpty();
      assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(first.checks())
          .allSatisfy(check ->
              assertThat(check.status())
                  .as(check.check().id())
                  .isEqualTo(CheckResult.Status.PASSED));
      assertThat(first.checks())
          .extracting(CheckResult::check)
          .contains(CheckId.DRONE_LOGIN, CheckId.RUNNER_DOCKER, CheckId.STATUS_REPORTED);
      byte[] host = bed.bytes(desired.secrets().host().file());
      byte[] admin = bed.bytes(desired.secrets().admin());
      RunReport again = bed.program(desired, RunOptions.DEFAULT).bootstrap();
      assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(again.planned()).isZero();
      assertThat(bed.bytes(desired.secrets().host().file())).isEqualTo(host);
      assertThat(bed.bytes(desired.secrets().admin())).isEqualTo(admin);
    }
  }

  @Test
  void clientSecretIsRotated() {
    Secret before = bed.secrets().get(Variable.DRONE_GITEA_CLIENT_SECRET).orElseThrow();

    rotated(Rotation.CLIENT_SECRET, Level.LOGIN);

    assertThat(bed.secrets().get(Variable.DRONE_GITEA_CLIENT_SECRET).orElseThrow())
        .isNotEqualTo(before);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
  }

  @Test
  void rpcSecretIsRotatedAndReachesEveryRunner() {
    Secret before = bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow();

    RunReport report = rotated(Rotation.RPC_SECRET, Level.FULL);

    for (CheckId runner : List.of(CheckId.RUNNER_DOCKER, CheckId.RUNNER_EXEC)) {
      assertThat(report.checks())
          .anyMatch(
              check -> check.check() == runner && check.status() == CheckResult.Status.PASSED);
    }
    assertThat(bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void passwordIsRotated() {
    Credential.Basic old = bed.basic();

    rotated(Rotation.ADMIN_PASSWORD, Level.LOGIN);

    assertThat(bed.gitea().users().signIn(old)).isInstanceOf(SignIn.Refused.class);
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void tokenIsRotated() {
    Credential.Token old = bed.token();

    rotated(Rotation.ADMIN_TOKEN, Level.BASIC);

    assertThat(bed.gitea().users().signIn(old)).isInstanceOf(SignIn.Refused.class);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
  }

  @Test
  void redirectUriIsRepairedThroughTheFormAndKeepsTheSecret() {
    OAuthApp app = onlyApp();
    OAuthApp changed =
        new OAuthApp(
            app.id(), app.name(), app.clientId(), List.of("http://127.0.0.1:9/login"), true);
    assertThat(bed.gitea().forms().editApp(bed.basic(), changed)).isTrue();
    byte[] file = bed.bytes(bed.desired().secrets().host().file());

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.stages().stream().flatMap(stage -> stage.plan().steps().stream()).toList())
        .extracting(StepLine::id)
        .containsExactly("repair-app");
    assertThat(bed.bytes(bed.desired().secrets().host().file())).isEqualTo(file);
    assertThat(onlyApp()).isEqualTo(app);
  }

  @Test
  void wrongPasswordIsNamedAndChangesNothing() {
    bed.editAdmin(record -> record.with(AdminKey.PASSWORD, Secret.of("aA1-wrong-password")));

    RunReport report =
        bed.program(bed.desired(), RunOptions.DEFAULT.withLevel(Level.LOGIN)).verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    CheckResult login =
        report.checks().stream()
            .filter(check -> check.check() == CheckId.DRONE_LOGIN)
            .findFirst()
            .orElseThrow();
    assertThat(login.status()).isEqualTo(CheckResult.Status.FAILED);
    assertThat(login.problem().orElseThrow().toString()).containsIgnoringCase("password");
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Refused.class);
    assertThat(bed.gitea().users().signIn(bed.token())).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void whatIsOursIsRemovedAndBootstrapStartsAfresh() {
    Credential.Basic admin = bed.basic();

    RunReport report = bed.program(bed.desired(), RunOptions.DEFAULT).destroy(false);

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().apps().all(admin)).isEmpty();
    assertThat(bed.gitea().tokens().names(admin)).isEmpty();
    assertThat(
            bed.gitea()
                .repositories()
                .find(admin, admin.username(), bed.desired().canary().repository()))
        .isEmpty();
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
  }

  private RunReport rotated(Rotation what, Level level) {
    RunReport report =
        bed.program(bed.desired(), RunOptions.DEFAULT.withLevel(level)).rotate(what, false);
    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    RunReport again = bed.bootstrap(BASIC);
    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
    return report;
  }

  private OAuthApp onlyApp() {
    List<OAuthApp> apps = bed.gitea().apps().all(bed.token());
    assertThat(apps).hasSize(1);
    return apps.getFirst();
  }
}
