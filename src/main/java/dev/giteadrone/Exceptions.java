package dev.giteadrone;

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
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.result.Check;
import dev.giteadrone.result.CheckStatus;
import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the exception for what a run ended with. */
final class Exceptions {
  private static final String INTERRUPTED = "run.interrupted";

  private Exceptions() {}

  static GiteaDroneException of(ExitCode code, Problem problem, @Nullable Throwable cause) {
    ProblemDetails details = Results.details(problem);
    if (problem.check().equals(INTERRUPTED)) {
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
      case DONE, FAILED -> new UnexpectedFailureException(details, cause);
    };
  }

  /** For a run that came to its end without having reached what it should. */
  static GiteaDroneException of(RunReport report, List<Check> checks) {
    Optional<Check> failed =
        checks.stream().filter(c -> c.status() == CheckStatus.FAILED).findFirst();
    if (failed.isPresent()) {
      ProblemDetails details = failed.get().problem().orElseThrow();
      return report.exitCode() == ExitCode.UNREACHABLE
          ? new UnreachableException(details, null)
          : new VerificationException(details, checks, null);
    }
    Optional<Refusal> refusal =
        report.stages().stream().flatMap(s -> s.plan().refusals().stream()).findFirst();
    if (refusal.isPresent()) {
      return of(report.exitCode(), refusal.get().problem(), null);
    }
    return new DeployPendingException(
        new ProblemDetails(
            "deploy.pending",
            "making the running servers use what the secrets file has",
            "it is not deployed or not committed yet",
            "",
            String.join("; ", report.next())),
        report.next(),
        null);
  }
}
