package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** A server cannot be reached, or did not get ready in time. Exit code 5. */
public final class UnreachableException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
