package dev.giteadrone.report.fleet;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.VerifyMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verifications of many hosts as metrics of Prometheus: those of {@link
 * dev.giteadrone.report.PrometheusMetrics}, with the label {@code host}.
 */
public final class FleetMetrics implements FleetOutput {
  private final VerifyMetrics metrics;
  private final Map<String, List<VerifyMetrics.Check>> checks = new HashMap<>();

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end
   */
  public FleetMetrics(Consumer<String> lines) {
    this.metrics = new VerifyMetrics(lines);
  }

  @Override
  public Progress of(String host) {
    return Progress.SILENT;
  }

  @Override
  public synchronized void ended(HostLine line, Optional<RunReport> report) {
    checks.put(line.name(), report.map(VerifyMetrics.Check::of).orElse(List.of()));
  }

  /** A metric stands together, so all of it is written at the end. */
  @Override
  public synchronized void end(FleetReport report) {
    List<VerifyMetrics.Sample> samples = report.hosts().stream().map(this::sample).toList();
    metrics.ends(samples);
    metrics.checks(samples);
  }

  private VerifyMetrics.Sample sample(HostLine host) {
    return new VerifyMetrics.Sample(
        Optional.of(host.name()),
        host.exitCode(),
        host.started(),
        host.took(),
        checks.getOrDefault(host.name(), List.of()));
  }
}
