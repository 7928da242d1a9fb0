package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** A sops file cannot be read, written or encrypted; it is as it was. Exit code 6. */
public final class SecretsFileException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public SecretsFileException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
