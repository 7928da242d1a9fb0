package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Level;
import dev.giteadrone.model.MintedApp;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that works, and what people and accidents do to it. */
final class WiredHostIT {
  private static final RunOptions ROTATE = RunOptions.DEFAULT.withAllowRotate(true);
  private static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  private static Bed bed;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = Bed.start(SandboxOptions.blank());
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void secondRunNeedsNoPassword() {
    bed.editAdmin(record -> record.without(AdminKey.PASSWORD));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.planned()).isZero();
    assertThat(result(report, CheckId.DRONE_LOGIN).status()).isEqualTo(CheckResult.Status.NOT_RUN);
    assertThat(result(report, CheckId.RUNNER_DOCKER).status()).isEqualTo(CheckResult.Status.PASSED);
  }

  @Test
  void redirectUriChangedByHandIsRepairedWithoutANewSecret() {
    OAuthApp app = onlyApp();
    OAuthApp changed =
        new OAuthApp(
            app.id(), app.name(), app.clientId(), List.of("http://127.0.0.1:9/login"), true);
    assertThat(bed.gitea().editAppByForm(bed.basic(), changed)).isTrue();
    byte[] file = hostBytes();

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.RepairApp.class);
    assertThat(hostBytes()).isEqualTo(file);
    assertThat(onlyApp()).isEqualTo(app);
  }

  @Test
  void staleSecretIsRefusedWhileTheRunningDroneHoldsTheRightOneThenMinted() {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_stale")));
    byte[] file = hostBytes();

    RunReport refused = bed.bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().seen()).contains("running Drone holds a valid one");
    assertThat(hostBytes()).isEqualTo(file);

    RunReport minted = bed.bootstrap(ROTATE);
    assertThat(minted.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(minted))
        .hasExactlyElementsOfTypes(Step.MintClientSecret.class, Step.Deploy.class);
    assertThat(bed.bootstrap(BASIC).planned()).isZero();
  }

  @Test
  void runningDroneWithAnOlderSecretOfTheSameClientIsDeployed() {
    MintedApp minted = bed.gitea().mintSecret(bed.token(), onlyApp());
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, minted.secret()));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.Deploy.class);
  }

  @Test
  void wrongRpcSecretIsFoundByVerifyAndDeployedByBootstrap() {
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));

    RunReport verified = bed.program(bed.desired(), BASIC).verify();
    assertThat(verified.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(result(verified, CheckId.DRONE_RPC_SECRET).status())
        .isEqualTo(CheckResult.Status.FAILED);

    RunReport report = bed.bootstrap();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.Deploy.class);
    assertThat(result(report, CheckId.RUNNER_EXEC).status()).isEqualTo(CheckResult.Status.PASSED);
  }

  @Test
  void deletedAppIsRefusedThenCreatedAgain() {
    bed.gitea().deleteApp(bed.token(), onlyApp().id());

    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(bed.gitea().apps(bed.token())).isEmpty();

    RunReport report = bed.bootstrap(ROTATE);
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.CreateApp.class, Step.Deploy.class);
  }

  @Test
  void secretMissingInTheFileIsMintedIfTheRunningDroneHoldsNone() {
    forgetClient(false);

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report))
        .hasExactlyElementsOfTypes(Step.MintClientSecret.class, Step.Deploy.class);
    assertThat(bed.gitea().apps(bed.token())).hasSize(1);
  }

  @Test
  void secretMissingInTheFileIsRefusedIfTheRunningDroneHoldsAValidOne() {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("")));

    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(bed.bootstrap(ROTATE).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void appOfTheSameNameForAnotherDroneIsLeftAlone() {
    OAuthApp ours = onlyApp();
    MintedApp other = bed.gitea().createApp(bed.token(), ours.name(), "http://127.0.0.1:9/login");
    bed.gitea().deleteApp(bed.token(), ours.id());
    forgetClient(true);

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().apps(bed.token())).hasSize(2).contains(other.app());
    assertThat(
            bed.gitea().probe(other.app().clientId(), other.secret(), "http://127.0.0.1:9/login"))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void handMadeAppOfAnotherOwnerIsAdopted() {
    Gitea gitea = bed.gitea();
    Secret password = Secret.of("aA1-somebody-elses");
    gitea.createUser(bed.basic(), "somebody", "somebody@my-domain.tld", password);
    Credential.Basic somebody = new Credential.Basic("somebody", password);
    MintedApp theirs = gitea.createApp(somebody, "hand-made", bed.desired().drone().redirectUri());
    gitea.deleteApp(bed.token(), onlyApp().id());
    bed.edit(
        Map.of(
            Variable.DRONE_GITEA_CLIENT_ID, Secret.of(theirs.app().clientId()),
            Variable.DRONE_GITEA_CLIENT_SECRET, theirs.secret()));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.Deploy.class);
    assertThat(gitea.apps(bed.token())).isEmpty();
    assertThat(gitea.apps(somebody)).containsExactly(theirs.app());
  }

  @Test
  void ownAppIsFoundAmongMoreThanFifty() {
    OAuthApp ours = onlyApp();
    for (int number = 0; number < 55; number++) {
      bed.gitea()
          .createApp(bed.token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("")));

    // The file has the secret, Gitea lists the app on its last page: nothing needs to be minted.
    RunReport report = bed.program(bed.desired(), ROTATE.withLevel(Level.BASIC)).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.StoreClientId.class);
    assertThat(bed.secrets().clientId()).contains(ours.clientId());
    assertThat(bed.gitea().apps(bed.token())).hasSize(56).contains(ours);
  }

  @Test
  void frozenChangesNothing() {
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("")));
    byte[] file = hostBytes();
    byte[] admin = bed.bytes(bed.desired().secrets().admin());

    RunReport report = bed.bootstrap(RunOptions.DEFAULT.withFrozen(true));

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.mutations()).isZero();
    assertThat(hostBytes()).isEqualTo(file);
    assertThat(bed.bytes(bed.desired().secrets().admin())).isEqualTo(admin);
  }

  @Test
  void rerunAtLevelBasicSendsAtMostTwelveRequestsAndChangesNothing() {
    for (int number = 0; number < 49; number++) {
      bed.gitea()
          .createApp(bed.token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }

    RunReport report = bed.bootstrap(BASIC);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.requests()).isLessThanOrEqualTo(12);
    assertThat(report.mutations()).isZero();
  }

  @Test
  void wrongPasswordAndDeadTokenOfAUserWeDidNotCreateStopTheRun() {
    bed.editAdmin(record ->
        record
            .with(AdminKey.PASSWORD, Secret.of("wrong"))
            .without(AdminKey.TOKEN, AdminKey.CREATED_BY));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.mutations()).isZero();
    assertThat(report.problem().orElseThrow().cause()).contains("second factor");
  }

  private static OAuthApp onlyApp() {
    List<OAuthApp> apps = bed.gitea().apps(bed.token());
    assertThat(apps).hasSize(1);
    return apps.getFirst();
  }

  /** Neither the running Drone nor the file has the client's secret any more. */
  private static void forgetClient(boolean idToo) {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_gone")));
    bed.sandbox.deploy();
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("")));
    if (idToo) {
      bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("")));
    }
  }

  private static byte[] hostBytes() {
    Desired desired = bed.desired();
    return bed.bytes(desired.secrets().host().file());
  }

  private static List<Step> steps(RunReport report) {
    return report.stages().stream().flatMap(stage -> stage.plan().steps().stream()).toList();
  }

  private static CheckResult result(RunReport report, CheckId check) {
    return report.checks().stream().filter(each -> each.check() == check).findFirst().orElseThrow();
  }
}
