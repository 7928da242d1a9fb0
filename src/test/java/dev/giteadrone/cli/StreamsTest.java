package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output has what a command was asked for; all else goes to standard error. */
final class StreamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the commands of these tests do while they run. */
  private static RunReport plan(Progress progress) {
    progress.waiting("gitea", "connection refused", Duration.ofSeconds(3));
    progress.warning("git does not track drone.yaml");
    progress.checking(CheckId.GITEA_READY);
    return Sample.plan();
  }

  @TempDir Path folder;
  private ShellFixture shell;

  @BeforeEach
  void configure() throws Exception {
    shell = new ShellFixture(folder);
    shell.configure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "destroy --dry-run", "repair --repositories --dry-run"})
  void aPlanGoesToStandardOutputAndProgressToStandardError(String command) {
    shell.run(StreamsTest::plan, command.split(" ", -1));

    assertThat(shell.out())
        .startsWith("wiring\n  ~ app")
        .contains("explain oauth.secret\nthen live     deploy .#server, verify\n1 to change, 1")
        .doesNotContain("connection refused", "git does not track", "\u001b");
    assertThat(shell.err())
        .isEqualTo(
            """
              ◎ gitea     connection refused, 3.0 s
              ! warning   git does not track drone.yaml
            """);
  }

  @Test
  void onOneTerminalThePlanIsShownOnceAndTheStatusLineIsGoneBefore() {
    shell.terminal = true;
    shell.run(StreamsTest::plan, "plan", "--color=never");

    assertThat(shell.err()).endsWith("\r\u001b[K\u001b[?25h").doesNotContain("wiring");
    assertThat(shell.out()).startsWith("wiring\n").doesNotContain("\u001b");
  }

  @Test
  void coloursGoToTheStreamThatIsATerminal() {
    shell.terminal = true;
    shell.run(StreamsTest::plan, "plan");
    assertThat(shell.out()).contains("\u001b[33m~");
    ShellFixture file = new ShellFixture(folder);
    file.run(StreamsTest::plan, "plan");
    assertThat(file.out()).contains("  ~ app").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "verify", "destroy --dry-run", "repair --repositories --dry-run"})
  void withJsonStandardOutputIsJsonOnly(String command) throws Exception {
    shell.run(StreamsTest::plan, (command + " --output json").split(" ", -1));

    for (String line : shell.out().lines().toList()) {
      assertThat(JSON.readTree(line).get("event").asText()).isNotEmpty();
    }
    assertThat(shell.err()).contains("ROTATES: the file's secret is refused");
  }

  @Test
  void whatStoppedAPlanGoesToStandardError() {
    Problem problem =
        TestProblem.of("gitea.ready", "reading the version", "refused", "start Gitea");
    shell.run(
        progress -> {
          throw new Failure(ExitCode.UNREACHABLE, problem);
        },
        "plan");

    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).contains("reading the version");
  }

  @Test
  void thePlanBeforeAQuestionGoesWhereTheQuestionIs() {
    shell.typed = "no";
    shell.run(StreamsTest::plan, "destroy");

    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).contains("1 to change, 1 refused");
  }

  @Test
  void metricsAreAloneOnStandardOutput() {
    int code = shell.run(progress -> Sample.undelivered(), "verify", "--output", "prometheus");

    assertThat(code).isEqualTo(7);
    assertThat(shell.out().lines())
        .contains("gitea_drone_verify_exit_code 7")
        .contains("gitea_drone_check_passed{check=\"webhook.delivered\"} 0")
        .allMatch(line -> line.startsWith("gitea_drone_") || line.startsWith("# "));
    assertThat(shell.err()).contains("✗ Failed: webhook.delivered");
  }

  @Test
  void metricsOfARunThatCouldNotBeginHaveItsExitCode() throws Exception {
    Files.writeString(folder.resolve("gitea-drone.yaml"), "gitea: 1\n");

    assertThat(shell.run(StreamsTest::plan, "verify", "--output", "prometheus")).isEqualTo(2);
    assertThat(shell.out()).contains("gitea_drone_verify_exit_code 2\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "bootstrap",
        "rotate rpc-secret",
        "repair --repositories",
        "destroy",
        "init"
      })
  void onlyVerifyHasMetrics(String command) {
    shell.typed = "y";
    int code = shell.run(StreamsTest::plan, (command + " --output prometheus").split(" ", -1));

    assertThat(code).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).contains("--output prometheus is only for verify");
    assertThat(shell.calls).isEmpty();
  }
}
