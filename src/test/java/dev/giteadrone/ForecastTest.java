package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan shows what verification would find broken, although there is nothing to change. */
class ForecastTest {
  private final InMemoryServers world = InMemory.wired();
  private final Effects effects = Effects.counting();

  @Test
  void aHealthyPairHasNothingToDo() {
    RunReport plan = plan();

    assertThat(plan.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(plan.planned()).isZero();
    assertThat(broken(plan)).isEmpty();
  }

  /** What only others can repair. */
  @ParameterizedTest
  @EnumSource(names = {"GITEA_ROOT_URL", "SOPS_RECIPIENTS", "DRONE_ADMIN"})
  void whatNoStepRepairsIsShown(CheckId check) {
    world.breaks(check);

    RunReport plan = plan();

    assertThat(broken(plan)).containsExactly(check);
    assertThat(plan.planned()).isZero();
    assertThat(plan.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
  }

  @Test
  void anOssBuildIsShown() {
    world.show(new DroneInfo.Running("1.10.1", true));

    assertThat(broken(plan())).containsExactly(CheckId.DRONE_EDITION);
  }

  @Test
  void aDeadPasswordIsShown() {
    world.user("my-admin").password("changed in the browser");

    assertThat(broken(plan())).containsExactly(CheckId.DRONE_LOGIN);
  }

  @Test
  void aSecondFactorIsNoDeadPassword() {
    world.user("my-admin").secondFactor(true);

    assertThat(broken(plan())).isEmpty();
  }

  @Test
  void aCanaryOfSomebodyElseIsShown() {
    world.repositories().replaceAll((name, ours) -> describedAs(ours, "my own experiments"));

    assertThat(broken(plan())).containsExactly(CheckId.DRONE_SYNC);
  }

  @Test
  void aDeletedWebhookIsShown() {
    world.deleteWebhooks(world.repositories().values().iterator().next());

    assertThat(broken(plan())).containsExactly(CheckId.WEBHOOK_CREATED);
  }

  @Test
  void anOpenStageHidesWhatItsStepsRepair() {
    world.editRedirect(world.apps().getFirst(), "http://elsewhere/login");
    world.breaks(CheckId.GITEA_ROOT_URL);

    RunReport plan = plan();

    assertThat(plan.planned()).isEqualTo(1);
    assertThat(broken(plan)).containsExactly(CheckId.GITEA_ROOT_URL);
  }

  @Test
  void aRefusalGivesTheCodeThatBootstrapWouldGive() {
    world.rotateElsewhere(world.apps().getFirst());

    RunReport plan = plan();

    assertThat(plan.refused()).isEqualTo(1);
    assertThat(plan.exitCode())
        .isEqualTo(InMemory.on(world).bootstrap().exitCode())
        .isEqualTo(ExitCode.CHANGES_PENDING);
  }

  /** A wrapper from before it could list users does not tell that the user exists. */
  @Test
  void aUserThatExistsIsNotPromised() {
    InMemoryServers other = new InMemoryServers();
    other.addUser("my-admin", "of somebody", true);
    other.listNoUsers();

    RunReport plan =
        RunOn.gateways(
                TestConfig.desired(AdminCreation.CLI, Optional.empty()),
                RunOptions.DEFAULT,
                InMemoryGateways.of(other))
            .plan();

    assertThat(plan.planned()).isZero();
    assertThat(plan.stages()).extracting(StageReport::stage).containsExactly(Stage.ACCESS);
    assertThat(plan.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
  }

  private RunReport plan() {
    RunReport plan = InMemory.on(world, effects).plan();
    assertThat(effects.seen()).isEmpty();
    return plan;
  }

  private static List<CheckId> broken(RunReport report) {
    return report.checks().stream()
        .filter(check -> check.status() == Status.FAILED)
        .map(CheckResult::check)
        .toList();
  }

  private static Repository describedAs(Repository ours, String description) {
    return new Repository(
        ours.id(), ours.owner(), ours.name(), description, ours.isPrivate(), ours.cloneUrl());
  }
}
