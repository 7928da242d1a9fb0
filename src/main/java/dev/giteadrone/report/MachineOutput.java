package dev.giteadrone.report;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.util.List;

/** What goes to standard output for other programs, in the place of text for people. */
public interface MachineOutput extends Progress {
  /** Writes the end of a run. */
  void run(RunReport report);

  /** Writes why there was no run. */
  void error(ExitCode exitCode, List<Problem> problems);
}
