package dev.giteadrone.model.result;

import org.jspecify.annotations.Nullable;

/** The time limit of the run was reached. That shows nothing about a server. */
public final class TimeUpFailure extends LateFailure {
  private static final long serialVersionUID = 1L;

  /**
   * Its exit code is {@link ExitCode#UNREACHABLE}.
   *
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public TimeUpFailure(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
