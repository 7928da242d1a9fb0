package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/** The description of the host is wrong; nothing was touched. Exit code 2. */
public final class ConfigurationException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
