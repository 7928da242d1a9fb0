package dev.giteadrone.report;

import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A verification as metrics of Prometheus, in its text format. Names and labels are stable.
 *
 * <pre>{@code
 * gitea_drone_verify_exit_code 7
 * gitea_drone_verify_timestamp_seconds 1764000000
 * gitea_drone_verify_duration_seconds 1.2
 * gitea_drone_check_passed{check="gitea.ready"} 1
 * }</pre>
 */
public final class PrometheusMetrics implements MachineOutput {
  private final Consumer<String> lines;

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end
   */
  public PrometheusMetrics(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void run(RunReport report) {
    verification(report.exitCode(), report.started(), report.took());
    gauge(
        "gitea_drone_check_passed", "1 if the check passed, 0 if it failed; left out if not run.");
    for (CheckResult check : report.checks()) {
      switch (check.status()) {
        case PASSED, WARNED -> passed(check, 1);
        case FAILED -> passed(check, 0);
        case NOT_RUN, NOT_REACHED -> {
          // Neither is known.
        }
      }
    }
  }

  @Override
  public void error(ExitCode exitCode, List<Problem> problems) {
    verification(exitCode, Instant.now(), Duration.ZERO);
  }

  private void verification(ExitCode exitCode, Instant started, Duration took) {
    String code = "gitea_drone_verify_exit_code";
    gauge(code, "Exit code of the last gitea-drone verify; 0 is good.");
    lines.accept(code + " " + exitCode.code());
    String timestamp = "gitea_drone_verify_timestamp_seconds";
    gauge(timestamp, "When the last gitea-drone verify began.");
    lines.accept(timestamp + " " + started.getEpochSecond());
    String duration = "gitea_drone_verify_duration_seconds";
    gauge(duration, "How long it took.");
    lines.accept(duration + " " + seconds(took));
  }

  private void gauge(String name, String help) {
    lines.accept("# HELP " + name + " " + help);
    lines.accept("# TYPE " + name + " gauge");
  }

  private void passed(CheckResult check, int value) {
    lines.accept(
        "gitea_drone_check_passed{check=\"" + escaped(check.check().id()) + "\"} " + value);
  }

  /** Never with an exponent, which is allowed but hard to read. */
  public static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** A label's value as the format has it between quotes. */
  public static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
