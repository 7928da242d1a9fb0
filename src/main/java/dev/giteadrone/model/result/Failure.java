package dev.giteadrone.model.result;

import org.jspecify.annotations.Nullable;

/** The one exception of this program: a problem, and the exit code it leads to. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The id of an interrupt by the user. */
  public static final String INTERRUPTED = "run.interrupted";

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

  /**
   * A failure because the user ended the program.
   *
   * @param summary what the program was doing
   * @param seen how it ended, such as {@code interrupted}
   */
  public static Failure interrupted(
      String summary, String seen, String next, @Nullable Throwable cause) {
    return new Failure(ExitCode.FAILED, Problem.of(INTERRUPTED, summary, seen, next), cause);
  }

  /** As {@code ended}, if the next run continues from here. */
  public static Failure interrupted(String summary, @Nullable Throwable cause) {
    return interrupted(summary, "interrupted", "run the same command again; it continues", cause);
  }

  /** Whether the user ended the program. */
  public boolean isInterrupted() {
    return problem.check().equals(INTERRUPTED);
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
