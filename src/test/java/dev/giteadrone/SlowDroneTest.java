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
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Drone that answers late is waited for; only one that is down is deployed. In memory. */
final class SlowDroneTest {
  private static final DroneInfo RUNNING = new DroneInfo.Running("1.10.1", false);
  private static final DroneInfo LATE = new DroneInfo.Late("no answer in time");
  private static final DroneInfo DOWN = new DroneInfo.Down("answers 502 to /version");

  private final InMemoryServers world = InMemory.wired();
  private final Effects effects = Effects.counting();

  SlowDroneTest() {
    world.jobs().clear();
  }

  private RunReport run(Function<Commands, RunReport> command) {
    Desired desired = TestConfig.desired();
    RunOptions options =
        RunOptions.DEFAULT.withLevel(Level.BASIC).withTimeout(Duration.ofSeconds(2));
    return command.apply(
        RunOn.at(
            Pace.DEFAULT.faster(50),
            desired,
            options,
            (timeline, deadline) -> InMemory.gateways(world, effects)));
  }

  private void changedNothing(RunReport report) {
    assertThat(report.exitCode()).as("%s", report.problem()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(effects.seen()).isEmpty();
    assertThat(world.jobs()).isEmpty();
  }

  @Test
  void aLateDroneIsNotDeployedButWaitedForUntilTheRunsLimit() {
    world.show(LATE);

    RunReport report = run(Commands::bootstrap);

    changedNothing(report);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.check()).isEqualTo("drone.ready");
    assertThat(problem.seen()).contains("no answer in time, still after");
    assertThat(problem.next()).contains("--timeout");
  }

  @Test
  void aDroneThatAnswersAtLastHasNothingToDo() {
    world.show(LATE, LATE, LATE, RUNNING);

    RunReport report = run(Commands::bootstrap);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.planned()).isZero();
    assertThat(world.jobs()).isEmpty();
  }

  @Test
  void aDroneThatIsDownIsDeployed() {
    world.show(DOWN);
    world.showOnceDeployed(RUNNING);

    assertThat(run(Commands::bootstrap).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).containsExactly(DeployJob.DEPLOY);
  }

  @Test
  void aDroneThatWasLateAndThenIsDownHasTheTimeOfARestart() {
    world.show(LATE, DOWN, LATE, DOWN, RUNNING);

    assertThat(run(Commands::bootstrap).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void nothingIsRotatedWhileDroneIsLate(Rotation what) {
    var host = world.hostFile();
    var admin = world.adminFile();
    world.show(LATE);

    changedNothing(run(program -> program.rotate(what)));

    assertThat(world.hostFile()).isEqualTo(host);
    assertThat(world.adminFile()).isEqualTo(admin);
  }

  @Test
  void oneLateAnswerRightAfterADeployIsWaitedOut() {
    stale();
    // The first look after the deploy sees its effect, the second is late.
    world.showOnceDeployed(RUNNING, LATE, RUNNING);

    assertThat(run(Commands::bootstrap).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).containsExactly(DeployJob.DEPLOY);
  }

  @Test
  void oneRefusalRightAfterADeployIsWaitedOut() {
    stale();
    world.showOnceDeployed(RUNNING, DOWN, RUNNING);

    assertThat(run(Commands::bootstrap).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aDroneThatGotLateWithADeployIsNotOneThatWasNotRestarted() {
    stale();
    world.showOnceDeployed(LATE);

    RunReport report = run(Commands::bootstrap);

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.summary()).contains("after deploy");
    assertThat(problem + problem.cause()).doesNotContain("did not restart");
    assertThat(world.jobs()).containsExactly(DeployJob.DEPLOY);
  }

  @Test
  void verifyOfALateDroneTellsTheRestAndEndsAsUnreachable() {
    world.show(LATE);

    RunReport report = run(Commands::verify);

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(report.checks())
        .filteredOn(check -> check.status() == CheckResult.Status.FAILED)
        .extracting(check -> check.check().id())
        .containsExactly("drone.ready");
    assertThat(report.checks())
        .filteredOn(check -> check.check().id().equals("oauth.secret"))
        .allMatch(CheckResult::holds)
        .hasSize(1);
  }

  @Test
  void planSaysThatDroneIsLateAndPromisesNoDeploy() {
    world.show(LATE);

    changedNothing(run(Commands::plan));
  }

  private void stale() {
    world.live().put(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("old"));
  }
}
