package dev.giteadrone;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.DeployPendingException;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.errors.VerificationException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.errors.mapping.LibraryTerms;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.result.Check;
import dev.giteadrone.result.CheckStatus;
import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import java.util.Optional;

/** Chooses the exception for what a run ended with. */
final class Exceptions {
  private static final Case PENDING = Case.of(ProblemId.DEPLOY_PENDING, "left", "commands");

  private Exceptions() {}

  /** For a run that ended without having reached what it should. */
  static GiteaDroneException of(RunReport report, List<Check> checks, LibraryTerms terms) {
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
      return FailureMapping.of(report.exitCode(), refusal.get().problem(), null, terms);
    }
    Problem pending = PENDING.problem(String.join("; ", report.next()));
    // Its commands are those of the command line.
    return new DeployPendingException(
        new ProblemDetails(
            pending.check(), pending.summary(), pending.seen(), pending.cause(), pending.next()),
        report.next(),
        null);
  }
}
