package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Drone writes the administrator's token into its log: the one we keep is another. */
final class DroneTokenTest {
  private final InMemoryServers world = new InMemoryServers();
  private final Secret logged = world.droneToken();
  private final List<String> warnings = new ArrayList<>();

  private Commands program(Effects effects) {
    return Commands.of(
        TestConfig.desired(),
        RunOptions.DEFAULT,
        new Progress() {
          @Override
          public void warning(String text) {
            warnings.add(text);
          }
        },
        (wanted, with, timeline, deadline) -> InMemory.gateways(world, effects));
  }

  private Optional<Secret> kept() {
    return world.adminFile().orElseThrow().get(AdminKey.DRONE_TOKEN);
  }

  @Test
  void theFirstBootstrapRotatesTheTokenThatTheLogHas() {
    assertThat(program(Effects.counting()).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.droneToken()).isNotEqualTo(logged);
    assertThat(kept()).contains(world.droneToken());
    assertThat(warnings).isEmpty();
  }

  @Test
  void laterRunsRotateNothing() {
    program(Effects.counting()).bootstrap();
    Secret first = world.droneToken();
    Effects effects = Effects.counting();

    program(effects).bootstrap();

    assertThat(world.droneToken()).isEqualTo(first);
    assertThat(effects.seen()).doesNotContain("Drone.Accounts.rotateToken");
  }

  @Test
  void aTokenThatSomebodyMayUseIsKeptWithAWarningThatNamesTheCommand() {
    world.syncedBefore();

    assertThat(program(Effects.counting()).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.droneToken()).isEqualTo(logged);
    assertThat(kept()).contains(logged);
    assertThat(warnings).singleElement().asString().contains("/api/user/token?rotate=true");
  }

  @Test
  void verifyRotatesNothing() {
    program(Effects.counting()).bootstrap();
    world.editAdmin(record -> record.without(AdminKey.DRONE_TOKEN));
    Secret before = world.droneToken();

    program(Effects.counting()).verify();

    assertThat(world.droneToken()).isEqualTo(before);
  }

  @Test
  void aTokenThatTheDeployMadeInvalidIsNotTakenForValid() {
    program(Effects.counting()).bootstrap();
    world.edit(
        Variable.DRONE_RPC_SECRET, Optional.of(Secret.of("another-rpc-secret-of-enough-length")));
    world.losesDatabase();

    RunReport report =
        RunOn.gateways(
                TestConfig.desired(),
                RunOptions.DEFAULT.withLevel(Level.BASIC).withAllowRotate(true),
                InMemory.gateways(world, Effects.counting()))
            .bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(world.jobs()).hasSize(2);
    assertThat(report.checks())
        .filteredOn(check -> check.check() == CheckId.DRONE_ADMIN)
        .extracting(CheckResult::status)
        .containsExactly(CheckResult.Status.FAILED);
  }
}
