package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.report.RunReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Webhooks after Drone has moved, in memory. */
final class RepairRepositoriesTest {
  private static final String OLD = "http://old.my-domain.tld";
  private static final String NEW_HOOK = InMemoryServers.DRONE + "/hook";

  private final InMemoryServers world = InMemory.wired();

  private RunReport repair() {
    return InMemory.on(world).repair(false);
  }

  @Test
  void webhooksOfTheOldAddressAreMadeAnewAndTheOldOnesDeleted() {
    Repository one = world.addActivated("somebody", "one", OLD);
    Repository two = world.addActivated("my-admin", "two", OLD);

    RunReport report = repair();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.planned()).isEqualTo(2);
    for (Repository repository : new Repository[] {one, two}) {
      assertThat(world.webhooks(repository)).extracting(Webhook::url).containsExactly(NEW_HOOK);
    }
    assertThat(repair().planned()).isZero();
  }

  @Test
  void dryRunChangesNothing() {
    world.addActivated("somebody", "one", OLD);
    Effects effects = Effects.counting();

    RunReport report = InMemory.on(world, effects).repair(true);

    assertThat(report.planned()).isEqualTo(1);
    assertThat(effects.seen()).isEmpty();
  }

  @Test
  void webhookOfAnotherDroneIsKept() {
    Repository shared = world.addActivated("somebody", "shared", OLD);
    Webhook foreign = new Webhook(999, "http://another-drone/hook", true, "another mark");
    world.addWebhook(shared, foreign);

    RunReport report = repair();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.webhooks(shared)).hasSize(2).contains(foreign);
    assertThat(report.stages().getFirst().results().getFirst().text())
        .contains("1 kept: not created by this Drone");
    assertThat(repair().planned()).isZero();
  }

  @Test
  void repositoryThatFailsIsListedAndTheOthersAreRepaired() {
    Repository dead = world.addActivated("somebody", "dead", OLD);
    world.endGrant(dead);
    Repository fine = world.addActivated("somebody", "fine", OLD);

    RunReport report = repair();

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(report.refused()).isEqualTo(1);
    assertThat(world.webhooks(fine)).extracting(Webhook::url).containsExactly(NEW_HOOK);
    assertThat(world.webhooks(dead)).extracting(Webhook::url).containsExactly(OLD + "/hook");
  }

  @TestFactory
  Stream<DynamicTest> nextRunFinishesWhereverTheLastOneDied() {
    InMemoryServers sample = InMemory.wired();
    sample.addActivated("somebody", "one", OLD);
    sample.addActivated("somebody", "two", OLD);
    return InMemory.deaths(
        sample,
        program -> program.repair(false),
        effects -> {
          InMemoryServers dying = InMemory.wired();
          Repository one = dying.addActivated("somebody", "one", OLD);
          Repository two = dying.addActivated("somebody", "two", OLD);
          assertThat(catchThrowable(() -> InMemory.on(dying, effects).repair(false)))
              .isInstanceOf(Effects.Death.class);

          RunReport next = InMemory.on(dying).repair(false);

          assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
          for (Repository repository : new Repository[] {one, two}) {
            assertThat(dying.webhooks(repository))
                .extracting(Webhook::url)
                .containsExactly(NEW_HOOK);
          }
        });
  }
}
