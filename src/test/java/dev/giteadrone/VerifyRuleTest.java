package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What verify may write, and what only bootstrap restores, on servers in memory. */
final class VerifyRuleTest {
  private final InMemoryServers world = InMemory.wired();
  private final List<String> locked = new ArrayList<>();
  private Effects effects = Effects.counting();
  private Optional<Secret> given = Optional.empty();

  /** What a canary can lose, and the check that finds it. */
  enum Loss {
    WEBHOOK(CheckId.WEBHOOK_CREATED),
    ACTIVATION(CheckId.DRONE_ACTIVATION),
    KNOWN_TO_DRONE(CheckId.DRONE_SYNC),
    REPOSITORY(CheckId.DRONE_SYNC);

    private final CheckId check;

    Loss(CheckId check) {
      this.check = check;
    }
  }

  private void lose(Loss loss) {
    switch (loss) {
      case WEBHOOK -> world.deleteWebhooks(canary(world));
      case ACTIVATION -> world.deactivateCanary();
      case KNOWN_TO_DRONE -> world.resetDrone();
      case REPOSITORY -> world.repositories().clear();
    }
  }

  private static Repository canary(InMemoryServers world) {
    return world.repositories().values().iterator().next();
  }

  private Commands program(RunOptions options) {
    effects = Effects.counting();
    Desired desired = TestConfig.desired(AdminCreation.AUTO, given);
    return Commands.of(
        desired,
        options,
        Progress.SILENT,
        new PortConnections(InMemory.gateways(world, effects)) {
          @Override
          public Held lock(Desired wanted, String command, Deadline deadline, Poller poller) {
            locked.add(command);
            return () -> {};
          }
        });
  }

  private RunReport verify() {
    return program(RunOptions.DEFAULT).verify();
  }

  private static CheckResult check(RunReport report, CheckId id) {
    return report.checks().stream().filter(c -> c.check() == id).findFirst().orElseThrow();
  }

  private void nothingWasLost() {
    assertThat(world.repositories()).hasSize(1);
    assertThat(world.webhooks(canary(world))).hasSize(1);
    assertThat(world.canaryIsActive()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void verifyRestoresNothingThatTheCanaryLost(Loss loss) {
    lose(loss);

    RunReport report = verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(report.checks())
        .filteredOn(c -> c.status() == Status.FAILED)
        .extracting(CheckResult::check)
        .containsExactly(loss.check);
    Problem problem = check(report, loss.check).problem().orElseThrow();
    assertThat(problem.next()).isEqualTo("gitea-drone bootstrap restores it");
    assertThat(effects.seen())
        .doesNotContain(
            "Gitea.Repositories.create", "Drone.Accounts.sync", "Drone.Repositories.activate");
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void bootstrapRestoresItAndSaysSo(Loss loss) {
    lose(loss);

    RunReport report = program(RunOptions.DEFAULT).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    nothingWasLost();
    assertThat(report.checks())
        .filteredOn(c -> c.status() == Status.WARNED)
        .isNotEmpty()
        .allMatch(c -> c.text().contains("again") || c.text().contains("restored"));
    assertThat(verify().checks()).noneMatch(c -> c.status() == Status.WARNED);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void rotateRestoresItToo(Loss loss) {
    lose(loss);

    assertThat(program(RunOptions.DEFAULT).rotate(Rotation.RPC_SECRET).exitCode())
        .isEqualTo(ExitCode.DONE);

    nothingWasLost();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aFrozenRunFindsTheLossAndWritesNothing(Loss loss) {
    lose(loss);
    RunOptions frozen = RunOptions.DEFAULT.withFrozen(true);

    for (RunReport report :
        Stream.<Supplier<RunReport>>of(
                () -> program(frozen).bootstrap(), () -> program(frozen).verify())
            .map(Supplier::get)
            .toList()) {
      assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
      assertThat(check(report, loss.check).problem().orElseThrow().next())
          .isEqualTo("gitea-drone bootstrap restores it");
      assertThat(effects.seen()).isEmpty();
    }
  }

  @Test
  void aFrozenRunWritesNothingAndSaysWhatItDidNotRun() {
    locked.clear();

    RunReport report = program(RunOptions.DEFAULT.withFrozen(true)).verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(effects.seen()).isEmpty();
    assertThat(locked).isEmpty();
    assertThat(check(report, CheckId.WEBHOOK_CREATED).status()).isEqualTo(Status.PASSED);
    for (CheckId id :
        List.of(
            CheckId.DRONE_LOGIN,
            CheckId.WEBHOOK_DELIVERED,
            CheckId.RUNNER_DOCKER,
            CheckId.RUNNER_EXEC,
            CheckId.STATUS_REPORTED)) {
      assertThat(check(report, id).status()).as(id.id()).isEqualTo(Status.NOT_RUN);
      assertThat(check(report, id).text()).contains("frozen");
    }
  }

  @Test
  void verifyMakesACanaryThatNeverExistedAndPushesToIt() {
    program(RunOptions.DEFAULT).destroy(false);
    world.commits().clear();
    world.resetDrone();
    RunOptions basic = RunOptions.DEFAULT.withLevel(Level.BASIC);
    assertThat(program(basic).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.repositories()).isEmpty();

    RunReport frozen = program(RunOptions.DEFAULT.withFrozen(true)).verify();
    assertThat(check(frozen, CheckId.DRONE_SYNC).status()).isNotEqualTo(Status.FAILED);
    assertThat(effects.seen()).isEmpty();
    assertThat(verify().exitCode()).isEqualTo(ExitCode.DONE);

    nothingWasLost();
    assertThat(world.commits()).hasSize(1);
  }

  @Test
  void verifyFinishesACanaryThatAKilledRunLeftUnfinished() {
    world.commits().clear();
    world.resetDrone();
    world.deleteWebhooks(canary(world));

    assertThat(verify().exitCode()).isEqualTo(ExitCode.DONE);

    nothingWasLost();
  }

  @Test
  void verifyTakesTheLockWhereItWrites() {
    locked.clear();

    program(RunOptions.DEFAULT.withLevel(Level.BASIC)).verify();
    assertThat(locked).isEmpty();
    verify();
    assertThat(locked).containsExactly("verify");
  }

  @Test
  void aTokenThatGiteaRefusesFailsAndBootstrapMakesANewOne() {
    world.user("my-admin").tokens().clear();

    RunReport report = verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    Problem problem = check(report, CheckId.ADMIN_EXISTS).problem().orElseThrow();
    assertThat(problem.seen()).contains("refuses the access token", "accepts the password");
    assertThat(problem.next()).contains("gitea-drone bootstrap");
    assertThat(effects.seen()).doesNotContain("Gitea.Tokens.create", "Gitea.Repositories.create");
    assertThat(program(RunOptions.DEFAULT).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aGivenTokenDoesNotHideThatTheStoredOneIsRefused() {
    var tokens = world.user("my-admin").tokens();
    tokens.clear();
    tokens.put("given", Secret.of("given-token"));
    given = Optional.of(Secret.of("given-token"));

    CheckResult admin = check(verify(), CheckId.ADMIN_EXISTS);

    assertThat(admin.status()).isEqualTo(Status.WARNED);
    assertThat(admin.text()).contains("by GITEA_TOKEN", "refuses the token");
  }

  @Test
  void ourTokenIsNamedOnlyWhereThereIsOne() {
    assertThat(check(verify(), CheckId.ADMIN_EXISTS).text()).endsWith(", by its access token");
    var file = FakeFiles.admin(world);
    var stored = file.read();
    file.write(stored.revision(), stored.value().without(AdminKey.TOKEN, AdminKey.TOKEN_NAME));

    RunReport report = verify();

    assertThat(check(report, CheckId.ADMIN_EXISTS).text()).endsWith(", by password");
    assertThat(check(report, CheckId.DRONE_SYNC).status()).isEqualTo(Status.NOT_RUN);
  }
}
