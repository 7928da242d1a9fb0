package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** Something failed that no other exception describes. Exit code 1. */
public final class UnexpectedFailureException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public UnexpectedFailureException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
