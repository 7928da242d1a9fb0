package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** A server does not accept the credentials, or there are none. Exit code 4. */
public final class NotAuthorizedException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public NotAuthorizedException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
