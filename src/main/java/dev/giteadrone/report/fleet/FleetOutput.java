package dev.giteadrone.report.fleet;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.RunReport;
import java.util.Optional;

/**
 * What goes to standard output for other programs in a run over many hosts. Is called from many
 * threads.
 */
public interface FleetOutput {
  /** Listens to the run of one host. */
  Progress of(String host);

  /**
   * A host is through.
   *
   * @param report of its run, if there was one
   */
  void ended(HostLine line, Optional<RunReport> report);

  /** All hosts are through. */
  void end(FleetReport report);
}
