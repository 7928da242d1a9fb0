package dev.giteadrone.gitea;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;

/**
 * Gitea's command line failed, and it is certain that it changed nothing: it was never reached, or
 * refused what was asked.
 */
public final class NothingDone extends Failure {
  private static final long serialVersionUID = 1L;

  /** A failure before anything was done. */
  public NothingDone(ExitCode exitCode, Problem problem) {
    super(exitCode, problem);
  }
}
