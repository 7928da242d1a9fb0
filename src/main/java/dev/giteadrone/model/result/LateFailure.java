package dev.giteadrone.model.result;

import org.jspecify.annotations.Nullable;

/**
 * A server answered too late, or its answer was lost on the way. It may have done the request, and
 * may answer again soon; a server that is down is an ordinary {@link Failure}.
 */
public class LateFailure extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * Its exit code is {@link ExitCode#UNREACHABLE}.
   *
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public LateFailure(Problem problem, @Nullable Throwable cause) {
    super(ExitCode.UNREACHABLE, problem, cause);
  }
}
