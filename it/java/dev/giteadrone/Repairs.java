package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A host that works, what people and accidents do to it, and how it is repaired. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Repairs {
  static final RunOptions ROTATE = RunOptions.DEFAULT.withAllowRotate(true);
  static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  private final Profile profile;
  private HostFixture bed;
  private Snapshot wired;

  Repairs(Profile profile) {
    this.profile = profile;
  }

  /** The host. */
  final HostFixture bed() {
    return bed;
  }

  @BeforeAll
  void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withProfile(profile));
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  void stop() {
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
    assertThat(bed.gitea().forms().editApp(bed.basic(), changed)).isTrue();
    byte[] file = hostBytes();

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("repair-app");
    assertThat(hostBytes()).isEqualTo(file);
    assertThat(onlyApp()).isEqualTo(app);
  }

  @Test
  void staleSecretIsRefusedWhileTheRunningDroneHoldsTheRightOneThenMinted() {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_stale")));
    byte[] file = hostBytes();

    RunReport refused = bed.bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().seen()).contains("running Drone has a valid one");
    assertThat(hostBytes()).isEqualTo(file);

    RunReport minted = bed.bootstrap(ROTATE);
    assertThat(minted.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(minted))
        .extracting(StepLine::id)
        .containsExactly("mint-client-secret", "deploy");
    assertThat(bed.bootstrap(BASIC).planned()).isZero();
  }

  @Test
  void runningDroneWithAnOlderSecretOfTheSameClientIsDeployed() {
    MintedApp minted = bed.gitea().apps().mintSecret(bed.token(), onlyApp());
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, minted.secret()));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("deploy");
  }

  @Test
  void rpcSecretEditedByHandIsFoundByVerifyRefusedByBootstrapAndDeployedWithLeave() {
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));

    RunReport verified = bed.program(bed.desired(), BASIC).verify();
    assertThat(verified.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(result(verified, CheckId.DRONE_RPC_SECRET).status())
        .isEqualTo(CheckResult.Status.FAILED);

    RunReport refused = bed.bootstrap();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().cause()).contains("somebody edited drone.yaml");
    assertThat(steps(refused)).isEmpty();

    RunReport report = bed.bootstrap(ROTATE);
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("deploy");
    assertThat(result(report, CheckId.RUNNER_EXEC).status()).isEqualTo(CheckResult.Status.PASSED);
  }

  @Test
  void deletedAppIsRefusedThenCreatedAgain() {
    bed.gitea().apps().delete(bed.token(), onlyApp().id());

    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(bed.gitea().apps().all(bed.token())).isEmpty();

    RunReport report = bed.bootstrap(ROTATE);
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("create-app", "deploy");
  }

  @Test
  void secretMissingInTheFileIsMintedIfTheRunningDroneHoldsNone() {
    forgetClient(false);

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report))
        .extracting(StepLine::id)
        .containsExactly("mint-client-secret", "deploy");
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
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
    MintedApp other =
        bed.gitea().apps().create(bed.token(), ours.name(), "http://127.0.0.1:9/login");
    bed.gitea().apps().delete(bed.token(), ours.id());
    forgetClient(true);

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(2).contains(other.app());
    assertThat(
            bed.gitea()
                .apps()
                .probe(other.app().clientId(), other.secret(), "http://127.0.0.1:9/login"))
        .isEqualTo(ClientProbe.RIGHT);
  }

  @Test
  void handMadeAppOfAnotherOwnerIsAdopted() {
    Gitea gitea = bed.gitea();
    Secret password = Secret.of("aA1-somebody-elses");
    gitea.users().create(bed.basic(), "somebody", "somebody@my-domain.tld", password);
    Credential.Basic somebody = new Credential.Basic("somebody", password);
    MintedApp theirs =
        gitea.apps().create(somebody, "hand-made", bed.desired().drone().redirectUri());
    gitea.apps().delete(bed.token(), onlyApp().id());
    bed.edit(
        Map.of(
            Variable.DRONE_GITEA_CLIENT_ID, Secret.of(theirs.app().clientId()),
            Variable.DRONE_GITEA_CLIENT_SECRET, theirs.secret()));

    RunReport report = bed.bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("deploy");
    assertThat(gitea.apps().all(bed.token())).isEmpty();
    assertThat(gitea.apps().all(somebody)).containsExactly(theirs.app());
  }

  final OAuthApp onlyApp() {
    List<OAuthApp> apps = bed.gitea().apps().all(bed.token());
    assertThat(apps).hasSize(1);
    return apps.getFirst();
  }

  /** Neither the running Drone nor the file has the client's secret any more. */
  private void forgetClient(boolean idToo) {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_gone")));
    bed.sandbox.deploy();
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("")));
    if (idToo) {
      bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("")));
    }
  }

  final byte[] hostBytes() {
    Desired desired = bed.desired();
    return bed.bytes(desired.secrets().host().file());
  }

  static List<StepLine> steps(RunReport report) {
    return report.stages().stream().flatMap(stage -> stage.plan().steps().stream()).toList();
  }

  static CheckResult result(RunReport report, CheckId check) {
    return report.checks().stream().filter(each -> each.check() == check).findFirst().orElseThrow();
  }
}
