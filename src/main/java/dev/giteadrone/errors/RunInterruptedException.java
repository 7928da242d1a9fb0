package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** The run was cancelled or its thread interrupted; the next run continues. Exit code 130. */
public final class RunInterruptedException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public RunInterruptedException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
