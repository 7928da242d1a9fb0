package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Then;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs around a deploy, and what keeps one from beginning, on servers in memory. */
final class DeployTest {
  private static final Desired ALL = TestConfig.withPrepareAndRestart(TestConfig.desired());
  private static final DeployJob[] EACH = DeployJob.values();

  private final InMemoryServers world = new InMemoryServers();
  private final Effects effects = Effects.counting();
  private List<Refusal> refusals = List.of();
  private Progress progress = Progress.SILENT;

  private Commands program(RunOptions options) {
    return program(ALL, options);
  }

  private Commands program(Desired desired, RunOptions options) {
    return Commands.of(
        desired,
        options,
        progress,
        new PortConnections(InMemory.gateways(world, effects)) {
          @Override
          public List<Refusal> deployRefusals(
              Desired wanted, RunOptions with, Timeline timeline, Deadline deadline) {
            return refusals;
          }
        });
  }

  private RunReport bootstrap() {
    return program(RunOptions.DEFAULT).bootstrap();
  }

  private void refuse() {
    refusals =
        List.of(
            new Refusal(
                "deploy",
                ExitCode.CHANGES_PENDING,
                TestProblem.of("deploy.branch", "looking", "behind", "git pull")));
  }

  private void untouched() {
    assertThat(effects.seen()).allMatch("Deployer.run"::equals);
    assertThat(world.users()).isEmpty();
    assertThat(world.adminFile()).isEmpty();
    assertThat(world.hostFile()).isEmpty();
  }

  @Test
  void blankHostIsPreparedBeforeAllElseThenDeployedAndRestarted() {
    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.jobs()).containsExactly(EACH);
    assertThat(effects.seen().getFirst()).isEqualTo("Deployer.run");
    assertThat(effects.seen()).contains("AdminFile.write");
    assertThat(report.stages().getFirst().facts().getFirst().label()).isEqualTo("prepare");
  }

  @Test
  void secretsThatACommandPrintsAreNotShownWhileItRuns() {
    List<String> heard = new ArrayList<>();
    progress =
        new Progress() {
          @Override
          public void output(String line) {
            heard.add(line);
          }
        };

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(heard).containsExactly("RPC=", "RPC=(secret)", "RPC=(secret)");
  }

  @Test
  void prepareThatFailsCostsNothing() {
    world.fail(Optional.of(DeployJob.PREPARE));

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.check()).isEqualTo("deploy.prepare");
    assertThat(problem.seen())
        .contains("exited with 7", "no such attribute", "nothing was deployed");
    untouched();
    assertThat(world.jobs()).containsExactly(DeployJob.PREPARE);
  }

  @Test
  void nothingIsPreparedWhereNothingIsDeployed() {
    bootstrap();
    world.jobs().clear();

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    var files = FakeFiles.admin(world);
    var record = files.read();
    files.write(record.revision(), record.value().without(AdminKey.TOKEN));
    refuse();
    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.user("my-admin").tokens()).isNotEmpty();
    assertThat(world.jobs()).isEmpty();
  }

  @Test
  void staleDroneAloneIsPreparedForToo() {
    bootstrap();
    world.jobs().clear();
    world.live().put(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("old"));

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).containsExactly(EACH);
  }

  @Test
  void rotationIsPreparedBeforeTheSecretIsMade() {
    bootstrap();
    world.jobs().clear();
    world.fail(Optional.of(DeployJob.PREPARE));
    var before = world.hostFile();

    RunReport report = program(RunOptions.DEFAULT).rotate(Rotation.RPC_SECRET);

    assertThat(report.problem().orElseThrow().check()).isEqualTo("deploy.prepare");
    assertThat(world.hostFile()).isEqualTo(before);
    world.fail(Optional.empty());
    assertThat(program(RunOptions.DEFAULT).rotate(Rotation.RPC_SECRET).exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(world.hostFile()).isNotEqualTo(before);
  }

  @Test
  void deployThatFailsIsToldWithItsLastLinesAndWithoutSecretsThenResumed() {
    world.fail(Optional.of(DeployJob.DEPLOY));

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.check()).isEqualTo("deploy.command");
    assertThat(problem.seen())
        .contains("exited with 7", "drone.yaml has all", "no such attribute", "RPC=(secret)")
        .doesNotContain(
            FakeFiles.host(world)
                .read()
                .value()
                .get(Variable.DRONE_RPC_SECRET)
                .orElseThrow()
                .reveal());
    var stored = world.hostFile();

    world.fail(Optional.empty());
    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.hostFile()).isEqualTo(stored);
  }

  @Test
  void restartThatFailsIsToldApart() {
    world.fail(Optional.of(DeployJob.RESTART));

    Problem problem = bootstrap().problem().orElseThrow();

    assertThat(problem.check()).isEqualTo("deploy.restart");
    assertThat(problem.seen()).contains("the deploy succeeded");
  }

  @Test
  void restartThatFailedIsDoneByTheNextRunThoughTheServerShowsNothingOfIt() {
    restartFailsThoughTheServerHasAll();

    assertThat(bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.jobs()).containsExactly(EACH);
    world.jobs().clear();
    assertThat(bootstrap().planned()).isZero();
    assertThat(world.jobs()).isEmpty();
  }

  @Test
  void whoDeploysByHandAfterADeployThatFailedIsNotToldToDeployForEver() {
    restartFailsThoughTheServerHasAll();

    RunReport report = program(TestConfig.withoutDeploy(ALL), RunOptions.DEFAULT).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.planned()).isZero();
  }

  private void restartFailsThoughTheServerHasAll() {
    world.fail(Optional.of(DeployJob.RESTART));
    assertThat(bootstrap().problem().orElseThrow().check()).isEqualTo("deploy.restart");
    world.fail(Optional.empty());
    world.live().putAll(FakeFiles.host(world).read().value().values());
    world.jobs().clear();
  }

  @Test
  void whereNothingShouldBeDeployedNothingIsMadeEither() {
    refuse();

    RunReport report = bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().check()).isEqualTo("deploy.branch");
    untouched();
    assertThat(world.jobs()).isEmpty();
    RunReport plan = program(RunOptions.DEFAULT).plan();
    assertThat(plan.stages().getFirst().plan().refusals()).hasSize(1);
    assertThat(program(RunOptions.DEFAULT.withDeployAnyway(true)).bootstrap().exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void frozenRunSaysThatItIsFrozen() {
    refuse();

    RunReport report = program(RunOptions.DEFAULT.withFrozen(true)).bootstrap();

    assertThat(report.problem().orElseThrow().check()).isEqualTo("run.frozen");
  }

  @Test
  void planNamesAllThatWillRun() {
    assertThat(program(RunOptions.DEFAULT).plan().thens())
        .extracting(Then::describe)
        .contains("live: nix build, deploy, restart, verify");
  }
}
