package dev.giteadrone.report.html;

import dev.giteadrone.diagnosis.Diagnosis;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import java.util.Arrays;

/** The result of a run in one sentence. */
final class Verdict {
  private static final int LONGEST = 140;

  private Verdict() {}

  /** A sentence for somebody who has not seen the run. */
  static String sentence(RunReport report) {
    return switch (report.exitCode()) {
      case DONE -> done(report);
      case DEPLOY_PENDING -> "Done here. What is next is for you to do.";
      case CHANGES_PENDING -> changes(report);
      case INTERRUPTED -> "The run was interrupted.";
      default -> report.rootCause().map(root -> failed(report, root)).orElse("The run failed.");
    };
  }

  /** The sign beside it. */
  static Glyph glyph(RunReport report) {
    return switch (report.exitCode()) {
      case DONE -> Glyph.DONE;
      case DEPLOY_PENDING, INTERRUPTED -> Glyph.ATTENTION;
      default -> Glyph.FAILED;
    };
  }

  private static String done(RunReport report) {
    if (isOnlyPlanned(report)) {
      return planned(report);
    } else if (report.canary().isPresent()) {
      return "Gitea and Drone work together.";
    } else if (report.command().equals("verify")) {
      return report.checks().isEmpty() ? "Nothing to check." : "All checks passed.";
    }
    boolean changed =
        Arrays.stream(Change.values())
            .anyMatch(change -> change != Change.UNCHANGED && report.count(change) > 0);
    return changed ? "Done." : "Nothing to do.";
  }

  private static String changes(RunReport report) {
    return report.refused() > 0 ? "A change was refused, so nothing was done." : planned(report);
  }

  /** Whether the run has shown changes, and made none. */
  static boolean isOnlyPlanned(RunReport report) {
    return report.planned() > 0
        && report.stages().stream().allMatch(stage -> stage.results().isEmpty());
  }

  private static String planned(RunReport report) {
    return report.planned() == 1 ? "One change to make." : report.planned() + " changes to make.";
  }

  /** What the user notices of a check that failed, or what the run could not do. */
  private static String failed(RunReport report, Problem root) {
    String symptom = Diagnosis.of(root.id()).symptom();
    boolean checked =
        report.checks().stream()
            .anyMatch(
                check -> check.status() == Status.FAILED && check.check().problem() == root.id());
    return checked && !symptom.isEmpty() && symptom.length() <= LONGEST
        ? symptom
        : "The run stopped: " + root.summary();
  }

  /** What the problem of the run is to its reader. */
  static String rootTitle(ExitCode code) {
    return switch (code) {
      case INTERRUPTED -> "Where it stopped";
      case DEPLOY_PENDING -> "What is left";
      default -> "Root cause";
    };
  }

  /** The code of the process in words. */
  static String outcome(ExitCode code) {
    return switch (code) {
      case DONE -> "done";
      case FAILED -> "failed";
      case USAGE -> "wrong configuration";
      case CHANGES_PENDING -> "changes pending";
      case NOT_AUTHORISED -> "not authorised";
      case UNREACHABLE -> "unreachable";
      case SECRETS_FILE -> "secrets file";
      case VERIFICATION_FAILED -> "verification failed";
      case DEPLOY_PENDING -> "deploy pending";
      case INTERRUPTED -> "interrupted";
    };
  }
}
