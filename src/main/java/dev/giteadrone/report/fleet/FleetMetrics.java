package dev.giteadrone.report.fleet;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.report.PrometheusMetrics;
import dev.giteadrone.report.RunReport;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Verifications of many hosts as metrics of Prometheus: those of {@link PrometheusMetrics}, with
 * the label {@code host}.
 */
public final class FleetMetrics implements FleetOutput {
  private static final String CODE = "gitea_drone_verify_exit_code";
  private static final String TIMESTAMP = "gitea_drone_verify_timestamp_seconds";
  private static final String DURATION = "gitea_drone_verify_duration_seconds";
  private static final String PASSED = "gitea_drone_check_passed";

  private final Consumer<String> lines;
  private final Map<String, Map<String, Integer>> checks = new TreeMap<>();

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end
   */
  public FleetMetrics(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public Progress of(String host) {
    return Progress.SILENT;
  }

  @Override
  public synchronized void ended(HostLine line, Optional<RunReport> report) {
    Map<String, Integer> passed = new TreeMap<>();
    for (CheckResult check : report.map(RunReport::checks).orElseGet(java.util.List::of)) {
      if (check.holds() || check.status() == CheckResult.Status.FAILED) {
        passed.put(check.check().id(), check.holds() ? 1 : 0);
      }
    }
    checks.put(line.name(), passed);
  }

  /** A metric stands together, so all of it is written at the end. */
  @Override
  public synchronized void end(FleetReport report) {
    gauge(CODE, "Exit code of the last gitea-drone verify; 0 is good.");
    report.hosts().forEach(host -> value(CODE, host, String.valueOf(host.exitCode().code())));
    gauge(TIMESTAMP, "When the last gitea-drone verify began.");
    report
        .hosts()
        .forEach(host ->
            host.started()
                .ifPresent(time -> value(TIMESTAMP, host, String.valueOf(time.getEpochSecond()))));
    gauge(DURATION, "How long it took.");
    report.hosts().forEach(host -> value(DURATION, host, PrometheusMetrics.seconds(host.took())));
    gauge(PASSED, "1 if the check passed, 0 if it failed; left out if not run.");
    checks.forEach((host, passed) ->
        passed.forEach((check, value) ->
            lines.accept(PASSED + label(host) + ",check=\"" + check + "\"} " + value)));
  }

  private void gauge(String name, String help) {
    lines.accept("# HELP " + name + " " + help);
    lines.accept("# TYPE " + name + " gauge");
  }

  private void value(String metric, HostLine host, String value) {
    lines.accept(metric + label(host.name()) + "} " + value);
  }

  private static String label(String host) {
    return "{host=\"" + PrometheusMetrics.escaped(host) + "\"";
  }
}
