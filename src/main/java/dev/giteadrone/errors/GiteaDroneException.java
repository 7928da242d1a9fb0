package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import org.jspecify.annotations.Nullable;

/**
 * A run did not reach its end. The subclasses say at what it failed; each stands for one exit code
 * of the command. The message is one line for a person; no part of it holds a secret.
 */
public abstract sealed class GiteaDroneException extends RuntimeException
    permits ConfigurationException,
        DeployPendingException,
        NotAuthorizedException,
        RefusedException,
        RunInterruptedException,
        SecretsFileException,
        UnexpectedFailureException,
        UnreachableException,
        VerificationException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetails problem;

  GiteaDroneException(ProblemDetails problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What was tried, what was seen, and what helps. */
  public ProblemDetails problem() {
    return problem;
  }
}
