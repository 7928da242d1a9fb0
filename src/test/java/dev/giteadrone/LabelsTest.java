package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A label names one row of a run: stages and checks are shown below each other. */
final class LabelsTest {
  @Test
  void eachCheckHasItsOwnLabelThatFitsTheColumn() {
    assertThat(CheckId.values()).extracting(CheckId::label).doesNotHaveDuplicates();
    assertThat(CheckId.values()).extracting(CheckId::label).allMatch(label -> label.length() <= 9);
  }

  @Test
  void rowsOfRealRunsHaveDifferentLabels() {
    List<RunReport> runs = new ArrayList<>();
    InMemoryServers world = new InMemoryServers();
    runs.add(InMemory.on(world).bootstrap());
    world.editRedirect(world.apps().getFirst(), "http://drone.old/login");
    runs.add(InMemory.on(world).bootstrap());
    for (Rotation what : Rotation.values()) {
      runs.add(InMemory.on(world).rotate(what, true));
    }
    world.addActivated("my-admin", "one", "http://drone.old");
    world.addActivated("my-admin", "two", "http://drone.old");
    runs.add(InMemory.on(world).repair(false));
    runs.add(InMemory.on(world).verify());
    runs.add(InMemory.on(world).destroy(false, true));
    runs.add(
        RunOn.gateways(
                TestConfig.withPrepareAndRestart(
                    TestConfig.desired(AdminCreation.CLI, Optional.empty())),
                RunOptions.DEFAULT,
                InMemoryGateways.of(new InMemoryServers()))
            .bootstrap());

    for (RunReport run : runs) {
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(ExitCode.DONE);
      assertThat(rows(run)).as(run.command()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  private static List<String> rows(RunReport run) {
    List<String> rows = new ArrayList<>();
    for (StageReport stage : run.stages()) {
      stage.facts().forEach(fact -> rows.add(fact.label()));
      stage.results().stream().map(StepResult::step).forEach(step -> rows.add(step.label()));
    }
    run.checks().forEach(check -> rows.add(check.check().label()));
    return rows;
  }
}
