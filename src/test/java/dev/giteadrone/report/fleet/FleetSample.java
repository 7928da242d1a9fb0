package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs over several hosts, made by hand. */
final class FleetSample {
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  static final String VERSION = "gitea-drone 1.2.3";

  private FleetSample() {}

  /** A host with a run. */
  static HostLine ran(String name, RunReport run) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.RAN,
        run.gitea(),
        run.drone(),
        Optional.of(run.started()),
        run.took(),
        run.exitCode(),
        Summary.of(run),
        run.rootCause());
  }

  /** A host without a run. */
  static HostLine refused(String name, Problem problem) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.REFUSED,
        "",
        "",
        Optional.empty(),
        Duration.ZERO,
        ExitCode.USAGE,
        problem.summary() + ": " + problem.seen(),
        Optional.of(problem));
  }

  static FleetReport report(HostLine... hosts) {
    return report(Optional.empty(), hosts);
  }

  static FleetReport report(Optional<Shard> shard, HostLine... hosts) {
    return new FleetReport(
        "bootstrap", VERSION, STARTED, Duration.ofMillis(61_250), shard, List.of(hosts), List.of());
  }

  /** One host is done, and one is not. */
  static FleetReport two() {
    return report(ran("hosts/alpha", Sample.blank()), ran("hosts/beta", Sample.undelivered()));
  }
}
