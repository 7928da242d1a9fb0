package dev.giteadrone.model.result;

import org.jspecify.annotations.Nullable;

/** The one exception of this program: a problem, and the exit code it leads to. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient Problem problem;

  /** A failure without an underlying exception. */
  public Failure(ExitCode exitCode, Problem problem) {
    this(exitCode, problem, null);
  }

  /**
   * A failure that some exception caused.
   *
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public Failure(ExitCode exitCode, Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  /** Whether the user ended the program. */
  public boolean isInterrupted() {
    return problem.id() == ProblemId.RUN_INTERRUPTED;
  }

  /** The exit code of the process. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }
}
