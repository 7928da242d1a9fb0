package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole runs that could replace a secret or an address which somebody needs, and do not. */
final class NoSurpriseTest {
  private static final RunOptions LEAVE = RunOptions.DEFAULT.withAllowRotate(true);
  private static final DroneInfo DOWN = new DroneInfo.Down("the connection is refused");
  private static final DroneInfo RUNNING = new DroneInfo.Running("1.10.1", false);
  private static final String MOVED = InMemoryServers.DRONE.replace("3030", "3031");

  private final InMemoryServers world = InMemory.wired();

  private Commands program(Desired desired, RunOptions options) {
    return RunOn.at(
        Pace.DEFAULT.faster(50),
        desired,
        options,
        (timeline, deadline) -> InMemory.gateways(world, Effects.counting()));
  }

  private static Desired desired() {
    return TestConfig.desired();
  }

  private RunReport bootstrap() {
    return bootstrap(RunOptions.DEFAULT);
  }

  private RunReport bootstrap(RunOptions options) {
    world.jobs().clear();
    return program(desired(), options).bootstrap();
  }

  @Test
  void aSecretsFileThatIsNotThereIsCalledMissing() {
    world.loseHostFile();

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().seen())
        .contains("drone.yaml is missing")
        .doesNotContain("complete");
  }

  private Optional<Secret> admin(AdminKey key) {
    return world.adminFile().orElseThrow().get(key);
  }

  private Map<Variable, Secret> file() {
    return world.hostFile().orElseThrow();
  }

  private List<String> redirectUris() {
    return world.apps().getFirst().app().redirectUris();
  }

  @Test
  void anOldCloneDoesNotDeployItsRpcSecretOverANewerOne() {
    world.live().put(Variable.DRONE_RPC_SECRET, Secret.of("rotated-from-another-clone"));
    Map<Variable, Secret> before = file();

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().check()).isEqualTo("drone.rpc-secret");
    assertThat(report.problem().orElseThrow().next()).contains("git pull", "--allow-rotate");
    assertThat(world.jobs()).isEmpty();
    assertThat(file()).isEqualTo(before);

    assertThat(bootstrap(LEAVE).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.jobs()).containsExactly(DeployJob.DEPLOY);
  }

  @Test
  void aRotationWhoseDeployFailedIsDeployedByTheNextRun() {
    world.fail(Optional.of(DeployJob.DEPLOY));
    RunReport failed = program(desired(), RunOptions.DEFAULT).rotate(Rotation.RPC_SECRET);
    assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(admin(AdminKey.REPLACED_RPC_SECRETS)).isPresent();
    world.fail(Optional.empty());

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).containsExactly(DeployJob.DEPLOY);
    assertThat(admin(AdminKey.REPLACED_RPC_SECRETS)).isEmpty();
    assertThat(bootstrap().planned()).isZero();
  }

  @Test
  void aRotationKeepsTheReplacedRpcSecretNoLongerThanNeeded() {
    RunReport rotated = program(desired(), RunOptions.DEFAULT).rotate(Rotation.RPC_SECRET);

    assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(admin(AdminKey.REPLACED_RPC_SECRETS)).isEmpty();
  }

  @Test
  void noRpcSecretIsGeneratedOverOneThatTheRunningDroneHas() {
    world.edit(Variable.DRONE_RPC_SECRET, Optional.empty());

    RunReport refused = bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(file()).doesNotContainKey(Variable.DRONE_RPC_SECRET);
    assertThat(bootstrap(LEAVE).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(file()).containsKey(Variable.DRONE_RPC_SECRET);
  }

  @Test
  void noRpcSecretIsGeneratedWhileDroneIsSilent() {
    world.edit(Variable.DRONE_RPC_SECRET, Optional.empty());
    world.show(DOWN, DOWN, RUNNING);

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);

    world.show(DOWN);
    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(file()).doesNotContainKey(Variable.DRONE_RPC_SECRET);
    assertThat(world.jobs()).isEmpty();
  }

  @Test
  void anOldCloneDoesNotDeployItsClientOverOneThatARestartingDroneComesBackWith() {
    String old = world.apps().getFirst().app().clientId();
    InMemoryServers.App newer = world.addApp("my-admin", "Drone", InMemoryServers.DRONE + "/login");
    world.live().put(Variable.DRONE_GITEA_CLIENT_ID, Secret.of(newer.app().clientId()));
    world.live().put(Variable.DRONE_GITEA_CLIENT_SECRET, world.secretOf(newer));
    world.show(DOWN, DOWN, RUNNING);

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);

    assertThat(world.jobs()).isEmpty();
    assertThat(old).isNotEqualTo(newer.app().clientId());
  }

  @Test
  void noRotationBeginsWhereTheAddressIsNotRegistered() {
    world.show(DOWN);
    Secret before = world.secretOf(world.apps().getFirst());

    RunReport report =
        program(TestConfig.withoutDeploy(at(MOVED)), RunOptions.DEFAULT)
            .rotate(Rotation.CLIENT_SECRET);

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(before);
    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login");
  }

  @Test
  void noMistypedAddressOfSeveralIsLeft() {
    RunOptions soon = RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));
    world.show(DOWN);
    program(at(MOVED), soon).bootstrap();
    program(at(InMemoryServers.DRONE.replace("3030", "3032")), soon).bootstrap();
    assertThat(redirectUris()).hasSize(3);
    world.show(RUNNING);

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login");
    assertThat(bootstrap().planned()).isZero();
  }

  @Test
  void noClientSecretIsMintedWhileDroneIsSilent() {
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.empty());
    Map<Variable, Secret> before = file();
    world.show(DOWN);

    RunReport refused = bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(refused.problem().orElseThrow().next()).contains("--allow-rotate");
    assertThat(file()).isEqualTo(before);
    assertThat(world.jobs()).isEmpty();

    world.showOnceDeployed(RUNNING);
    assertThat(bootstrap(LEAVE).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aDroneThatComesBackMeanwhileIsJudgedByWhatItHas() {
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.empty());
    world.show(DOWN, DOWN, RUNNING);

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
  }

  @Test
  void aMarkOfARotationDoesNotRotateAgainOverASecretThatLives() {
    String client = world.apps().getFirst().app().clientId();
    world.editAdmin(record -> record.with(AdminKey.PENDING_ROTATION, client));
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(Secret.of("an older one")));
    Secret live = world.secretOf(world.apps().getFirst());

    RunReport refused = bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(live);
  }

  @Test
  void aMarkOfARotationThatIsNotNeededIsForgotten() {
    String client = world.apps().getFirst().app().clientId();
    world.editAdmin(record -> record.with(AdminKey.PENDING_ROTATION, client));
    Secret live = world.secretOf(world.apps().getFirst());

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(admin(AdminKey.PENDING_ROTATION)).isEmpty();
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(live);
  }

  @Test
  void aMistypedAddressBreaksNoLoginThatWorks() {
    world.show(DOWN);
    RunOptions soon = RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));

    RunReport mistyped = program(at(MOVED), soon).bootstrap();

    assertThat(mistyped.exitCode()).isNotEqualTo(ExitCode.DONE);
    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login", MOVED + "/login");

    world.show(RUNNING);
    RunReport right = bootstrap();
    assertThat(right.exitCode()).as("%s", right.problem()).isEqualTo(ExitCode.DONE);
    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login");
    assertThat(admin(AdminKey.PENDING_REDIRECTS)).isEmpty();
    assertThat(bootstrap().planned()).isZero();
  }

  @Test
  void aMistypedAddressChangesNothingWhereOneDeploysByHand() {
    world.show(DOWN);

    RunReport mistyped =
        program(TestConfig.withoutDeploy(at(MOVED)), RunOptions.DEFAULT).bootstrap();

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login");
    assertThat(admin(AdminKey.PENDING_REDIRECTS)).isEmpty();
  }

  @Test
  void aMoveAddsTheNewAddressAfterTheDeployAndRemovesTheOldOneOnceItIsSeenToWork() {
    world.movesTo(MOVED);

    RunReport plan = program(at(MOVED), RunOptions.DEFAULT).plan();
    assertThat(plan.stages().getLast().plan().steps())
        .extracting(StepLine::id)
        .containsExactly("deploy", "add-redirect", "drop-redirects");

    RunReport moved = program(at(MOVED), RunOptions.DEFAULT.withLevel(Level.BASIC)).bootstrap();

    assertThat(moved.exitCode()).as("%s", moved.problem()).isEqualTo(ExitCode.DONE);
    assertThat(redirectUris()).containsExactly(MOVED + "/login");
    assertThat(admin(AdminKey.PENDING_REDIRECTS)).isEmpty();
  }

  @Test
  void anAddressThatDroneUsesAlreadyTakesThePlaceOfAWrongOneAtOnce() {
    world.editRedirect(world.apps().getFirst(), "http://127.0.0.1:9/login");

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(redirectUris()).containsExactly(InMemoryServers.DRONE + "/login");
    assertThat(world.jobs()).isEmpty();
  }

  private static Desired at(String drone) {
    return TestConfig.at(desired(), drone);
  }
}
