package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/**
 * The run would have changed something that needs your consent, such as rotating a secret in use.
 * Exit code 3.
 */
public final class RefusedException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public RefusedException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
