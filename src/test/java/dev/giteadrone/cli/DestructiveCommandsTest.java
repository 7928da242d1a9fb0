package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.reconcile.removal.DeleteTokens;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask first: rotate, destroy; and repair, which shows. */
class DestructiveCommandsTest {
  private static final StepLine TOKEN = new DeleteTokens(List.of("gitea-drone-7f3a91")).line();

  @TempDir Path folder;
  private ShellFixture shell;

  @BeforeEach
  void configure() throws Exception {
    shell = new ShellFixture(folder);
    shell.configure();
  }

  private static Function<Progress, RunReport> tells(List<StepLine> steps) {
    return progress ->
        new RunReport(
            "destroy",
            "https://git.my-domain.tld",
            "https://drone.my-domain.tld",
            Sample.blank().setup(),
            Instant.EPOCH,
            Duration.ofSeconds(1),
            Duration.ZERO,
            1,
            0,
            Trace.NONE,
            List.of(
                new StageReport(
                    Stage.DESTROY,
                    new StagePlan(Stage.DESTROY, steps, List.of(), List.of()),
                    steps.stream()
                        .map(step ->
                            new StepResult(step, Change.DELETED, step.text(), Duration.ZERO))
                        .toList(),
                    List.of(),
                    Duration.ZERO)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            ExitCode.DONE,
            List.of());
  }

  private List<String> called() {
    return shell.calls.stream().map(ShellFixture.Call::command).toList();
  }

  @Test
  void rotationWithoutATerminalIsAUsageErrorThatNamesYes() {
    int code = shell.run(tells(List.of()), "rotate", "client-secret");

    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.err()).contains("--yes");
    assertThat(shell.calls).isEmpty();
  }

  @Test
  void rotationWithYesSaysWhatItBreaksAndGoesOn() {
    int code = shell.run(tells(List.of()), "rotate", "client-secret", "--yes", "--data-key");

    assertThat(code).isZero();
    assertThat(shell.err()).contains("logins to Drone fail from now until the deploy is finished");
    assertThat(called()).containsExactly("rotate client-secret --data-key");
  }

  @Test
  void rotationIsConfirmedOnATerminal() {
    shell.typed = "y";
    assertThat(shell.run(tells(List.of()), "rotate", "rpc-secret")).isZero();
    assertThat(called()).containsExactly("rotate rpc-secret");
  }

  @Test
  void rotationThatIsNotConfirmedTouchesNothing() {
    shell.typed = "";
    assertThat(shell.run(tells(List.of()), "rotate", "admin-password"))
        .isEqualTo(ExitCode.FAILED.code());
    assertThat(shell.err()).endsWith("Nothing was touched.\n");
    assertThat(shell.calls).isEmpty();
  }

  @Test
  void unknownRotationListsTheKnownOnes() {
    assertThat(shell.run(tells(List.of()), "rotate", "secret")).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.err())
        .contains("'secret' is not one of client-secret, rpc-secret, admin-password, admin-token");
  }

  @Test
  void destroyShowsThenWantsTheHostNameTyped() {
    shell.typed = "drone.my-domain.tld";

    assertThat(shell.run(tells(List.of(TOKEN)), "destroy")).isZero();

    assertThat(called()).containsExactly("destroy --dry-run", "destroy");
    assertThat(shell.err())
        .contains("gitea-drone-7f3a91")
        .contains("1 to remove")
        .contains("0 created, 0 changed, 1 removed")
        .contains("Type drone.my-domain.tld to remove all that: ");
  }

  @Test
  void destroyOfAllTokensShowsThemFirst() {
    shell.typed = "drone.my-domain.tld";

    assertThat(shell.run(tells(List.of(TOKEN)), "destroy", "--all-tokens")).isZero();

    assertThat(called()).containsExactly("destroy --dry-run --all-tokens", "destroy --all-tokens");
  }

  @Test
  void destroyWithAnythingElseTypedTouchesNothing() {
    shell.typed = "yes";

    assertThat(shell.run(tells(List.of(TOKEN)), "destroy")).isEqualTo(ExitCode.FAILED.code());

    assertThat(called()).containsExactly("destroy --dry-run");
  }

  @Test
  void destroyWithNothingToDoAsksNothing() {
    shell.typed = "";

    assertThat(shell.run(tells(List.of()), "destroy")).isZero();

    assertThat(called()).containsExactly("destroy --dry-run");
    assertThat(shell.err()).contains("Nothing to do").doesNotContain("Type ");
  }

  @Test
  void destroyWithoutATerminalIsAUsageErrorThatNamesYes() {
    assertThat(shell.run(tells(List.of(TOKEN)), "destroy")).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.err()).contains("--yes");
    assertThat(shell.calls).isEmpty();
  }

  @Test
  void destroyWithYesAsksNothing() {
    assertThat(shell.run(tells(List.of(TOKEN)), "destroy", "--yes")).isZero();
    assertThat(called()).containsExactly("destroy");
  }

  @Test
  void dryRunsAskNothing() {
    assertThat(shell.run(tells(List.of(TOKEN)), "destroy", "--dry-run")).isZero();
    assertThat(shell.run(tells(List.of()), "repair", "--repositories", "--dry-run")).isZero();
    assertThat(called()).containsExactly("destroy --dry-run", "repair --dry-run");
  }

  @Test
  void repairSaysWhatCanBeRepaired() {
    assertThat(shell.run(tells(List.of()), "repair")).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.err()).contains("--repositories");
  }
}
