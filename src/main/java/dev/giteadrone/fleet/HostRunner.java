package dev.giteadrone.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import java.time.Duration;
import java.util.Optional;

/** Runs the command on one of many hosts. Is called from many threads. */
public interface HostRunner {
  /** A run of one host. */
  interface Execution {
    /** Runs to the end. */
    RunReport run();

    /** What it does at the moment; may be called from another thread. */
    String where();

    /** What it has done so far, if it has begun; may be called from another thread. */
    Optional<RunReport> interrupted();
  }

  /**
   * Prepares a run.
   *
   * @param limit time limit of this run, not counting a deploy
   */
  Execution of(Host host, Duration limit);

  /** The exit code that a run of this host alone would have had. */
  ExitCode exitCode(RunReport report);

  /** The problem that an unexpected exception is. */
  Problem defect(Throwable thrown);
}
