package dev.giteadrone.errors.mapping;

import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.DeployPendingException;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.NotAuthorizedException;
import dev.giteadrone.errors.RefusedException;
import dev.giteadrone.errors.RunInterruptedException;
import dev.giteadrone.errors.SecretsFileException;
import dev.giteadrone.errors.UnexpectedFailureException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.errors.VerificationException;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What users of the library see instead of a {@link Failure}. */
public final class FailureMapping {
  private FailureMapping() {}

  /** The exception for an exit code, of a host with a configuration file or of a test's servers. */
  public static GiteaDroneException of(ExitCode code, Problem problem, @Nullable Throwable cause) {
    return of(code, problem, cause, LibraryTerms.FILE);
  }

  /** The exception for an exit code, in these terms. */
  public static GiteaDroneException of(
      ExitCode code, Problem problem, @Nullable Throwable cause, LibraryTerms terms) {
    ProblemDetails details = terms.details(problem);
    if (problem.id() == ProblemId.RUN_INTERRUPTED) {
      return new RunInterruptedException(details, cause);
    }
    return switch (code) {
      case USAGE -> new ConfigurationException(details, cause);
      case CHANGES_PENDING -> new RefusedException(details, cause);
      case NOT_AUTHORISED -> new NotAuthorizedException(details, cause);
      case UNREACHABLE -> new UnreachableException(details, cause);
      case SECRETS_FILE -> new SecretsFileException(details, cause);
      case VERIFICATION_FAILED -> new VerificationException(details, List.of(), cause);
      case DEPLOY_PENDING -> new DeployPendingException(details, List.of(), cause);
      case INTERRUPTED -> new RunInterruptedException(details, cause);
      case DONE, FAILED -> new UnexpectedFailureException(details, cause);
    };
  }

  /** Calls {@code action}, whose failures become exceptions of the library. */
  public static <T> T translating(Supplier<T> action) {
    try {
      return action.get();
    } catch (Failure e) {
      throw of(e.exitCode(), e.problem(), e);
    }
  }
}
