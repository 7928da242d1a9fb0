package dev.giteadrone.errors;

import dev.giteadrone.result.Check;
import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything was applied, but a check of the result fails. Exit code 7. */
public final class VerificationException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  private final transient List<Check> checks;

  public VerificationException(
      ProblemDetails problem, List<Check> checks, @Nullable Throwable cause) {
    super(problem, cause);
    this.checks = List.copyOf(checks);
  }

  /** All checks of the run, those that passed included. */
  public List<Check> checks() {
    return checks;
  }
}
