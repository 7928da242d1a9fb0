package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.OutputSchema;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes to which stream, of commands on real servers. */
final class OutputIT {
  private record Ran(int code, String out, String err) {}

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void aPlanIsOnStandardOutputAndWhatVerifyPrintsIsForItsReader() throws Exception {
    Ran plan = run("plan");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("access\n  ✚ admin", "then wiring", "2 to create");
    assertThat(plan.err()).doesNotContain("✚");

    Ran bootstrap = run("bootstrap", "--level", "basic", "--deploy-anyway");
    assertThat(bootstrap.code()).as(bootstrap.err()).isIn(0, 8);
    Ran again = run("plan", "--output", "json");
    for (String line : again.out().lines().toList()) {
      assertThat(new OutputSchema().problemsOfLine(line)).as(line).isEmpty();
    }
    assertThat(again.err()).contains("Nothing to do, checked in ");

    Ran metrics = run("verify", "--level", "basic", "--output", "prometheus");
    assertThat(metrics.code()).as(metrics.err()).isZero();
    assertThat(metrics.out().lines())
        .contains(
            "gitea_drone_verify_exit_code 0", "gitea_drone_check_passed{check=\"gitea.ready\"} 1")
        .allMatch(line -> line.startsWith("gitea_drone_") || line.startsWith("# "));

    Ran verify = run("verify");
    assertThat(verify.err())
        .containsPattern("Build: http://127\\.0\\.0\\.1:\\d+/sandbox-admin/gitea-drone-canary/1\n");
  }

  private static Ran run(String... command) {
    String[] all = new String[command.length + 2];
    System.arraycopy(command, 0, all, 0, command.length);
    all[command.length] = "--config";
    all[command.length + 1] = sandbox.configFile().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(sandbox.environment(System.getenv()));
    environment.remove("CI"); // in a pipeline, bootstrap changes nothing
    int code =
        Main.run(
            all,
            new ProcessContext(
                stream(out), stream(err), environment, sandbox.hostFolder(), Program::real));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
