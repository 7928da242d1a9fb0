package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two versions of this program take turns on one admin file, in memory. */
final class TwoVersionsTest {
  private static final Optional<String> OURS = Optional.of("2");
  private static final Optional<String> NEWER = Optional.of("3");

  private static final Map<String, Function<Commands, RunReport>> COMMANDS =
      Map.of(
          "plan",
          Commands::plan,
          "bootstrap",
          Commands::bootstrap,
          "verify",
          Commands::verify,
          "rotate",
          program -> program.rotate(Rotation.ADMIN_TOKEN),
          "destroy",
          program -> program.destroy(false),
          "destroy --dry-run",
          program -> program.destroy(true));

  private final InMemoryServers world = InMemory.wired();

  @Test
  void whatANewerOneWroteIsRefusedBeforeAnythingIsChanged() {
    world.adminFormat(NEWER);
    var admin = world.adminFile();
    var host = world.hostFile();
    COMMANDS.forEach((name, command) -> {
      Effects effects = Effects.counting();

      RunReport report = command.apply(InMemory.on(world, effects));

      assertThat(report.exitCode()).as(name).isEqualTo(ExitCode.SECRETS_FILE);
      assertThat(report.problem().orElseThrow().seen()).contains("a newer version of gitea-drone");
      assertThat(report.problem().orElseThrow().next()).contains("install the version that wrote");
      assertThat(effects.seen()).as(name).isEmpty();
    });
    assertThat(world.adminFile()).isEqualTo(admin);
    assertThat(world.hostFile()).isEqualTo(host);
    assertThat(world.adminFormat()).isEqualTo(NEWER);
  }

  @Test
  void whatIsOnlyReadIsNotMigrated() {
    world.adminFormat(Optional.empty());

    assertThat(InMemory.on(world).plan().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(InMemory.on(world).verify().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(InMemory.on(world).destroy(true).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.adminFormat()).isEmpty();
  }

  @Test
  void nothingToDoIsNothingToMigrate() {
    world.adminFormat(Optional.empty());

    RunReport again = InMemory.on(world).bootstrap();

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
    assertThat(world.adminFormat()).isEmpty();
  }

  @Test
  void theNextWriteMigrates() {
    world.adminFormat(Optional.empty());

    RunReport rotated = InMemory.on(world).rotate(Rotation.ADMIN_TOKEN);

    assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.adminFormat()).isEqualTo(OURS);
    assertThat(InMemory.on(world).bootstrap().planned()).isZero();
  }

  @Test
  void aNewFileIsOfOurFormat() {
    assertThat(world.adminFormat()).isEqualTo(OURS);
  }
}
