package dev.giteadrone.fleet;

import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.HostLine;
import java.util.Optional;

/** Is told of the runs of many hosts. Is called from many threads. */
public interface FleetListener {
  /** The run of a host begins. */
  void begins(Host host, HostRunner.Execution run);

  /**
   * A host is through, or will not have its turn.
   *
   * @param report of its run, if there was one
   * @throws dev.giteadrone.model.result.Failure if its report cannot be written: a problem of the
   *     whole, which stops no other host
   */
  void ended(HostLine line, Optional<RunReport> report);
}
