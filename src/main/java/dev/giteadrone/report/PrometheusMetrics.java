package dev.giteadrone.report;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private final VerifyMetrics metrics;

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end
   */
  public PrometheusMetrics(Consumer<String> lines) {
    this.metrics = new VerifyMetrics(lines);
  }

  @Override
  public void run(RunReport report) {
    List<VerifyMetrics.Sample> sample =
        List.of(
            new VerifyMetrics.Sample(
                Optional.empty(),
                report.exitCode(),
                Optional.of(report.started()),
                report.took(),
                VerifyMetrics.Check.of(report)));
    metrics.ends(sample);
    metrics.checks(sample);
  }

  @Override
  public void error(ExitCode exitCode, List<Problem> problems) {
    metrics.ends(
        List.of(
            new VerifyMetrics.Sample(
                Optional.empty(), exitCode, Optional.of(Instant.now()), Duration.ZERO, List.of())));
  }
}
