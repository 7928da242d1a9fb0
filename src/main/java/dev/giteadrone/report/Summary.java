package dev.giteadrone.report;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last line of a run: the result, the time, and what was done. */
public final class Summary {
  private Summary() {}

  /** One or two sentences; those of a run that failed begin with a sign and name the root cause. */
  public static String of(RunReport report) {
    return switch (report.exitCode()) {
      case DONE -> done(report);
      case DEPLOY_PENDING ->
          "Done here in %s, the %s is pending.%s"
              .formatted(took(report), pending(report), rest(changes(report), checks(report)));
      default -> failed(report);
    };
  }

  private static String done(RunReport report) {
    String checks = checks(report);
    if (isVerify(report)) {
      return capital(checks.isEmpty() ? "nothing to check" : checks + " in " + took(report))
          + build(report)
          + ".";
    } else if (isChanged(report)) {
      return "Done in " + took(report) + "." + rest(changes(report), checks);
    }
    return checks.isEmpty()
        ? "Nothing to do, checked in " + took(report) + "."
        : "Nothing to do. " + capital(checks) + " in " + took(report) + build(report) + ".";
  }

  private static String failed(RunReport report) {
    String root =
        report.rootCause().map(problem -> ": " + problem.check() + ", after ").orElse(" after ");
    return Glyph.FAILED.sign()
        + " "
        + word(report)
        + root
        + took(report)
        + "."
        + rest(checks(report), isChanged(report) || !isVerify(report) ? changes(report) : "");
  }

  private static String word(RunReport report) {
    if (report.exitCode() == ExitCode.CHANGES_PENDING) {
      return report.refused() > 0 ? "Refused" : "Changes are pending";
    }
    if (report.exitCode() == ExitCode.INTERRUPTED) {
      return "Interrupted";
    }
    return report.problem().isPresent() ? "Stopped" : "Failed";
  }

  private static String rest(String one, String other) {
    String both =
        Stream.of(one, other).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    return both.isEmpty() ? "" : " " + capital(both) + ".";
  }

  private static String changes(RunReport report) {
    long removed = report.count(Change.DELETED);
    return report.count(Change.CREATED)
        + " created, "
        + report.count(Change.UPDATED)
        + " changed"
        + (removed > 0 ? ", " + removed + " removed" : "");
  }

  private static boolean isChanged(RunReport report) {
    return Stream.of(Change.CREATED, Change.UPDATED, Change.DELETED)
        .anyMatch(change -> report.count(change) > 0);
  }

  /** What is left for the user to do after the run. */
  private static String pending(RunReport report) {
    return report.refused() > 0 || report.problem().isPresent() ? "deploy" : "commit";
  }

  private static boolean isVerify(RunReport report) {
    return report.command().equals("verify");
  }

  private static String checks(RunReport report) {
    long passed = report.count(CheckResult.Status.PASSED) + report.count(CheckResult.Status.WARNED);
    long failed = report.count(CheckResult.Status.FAILED);
    List<String> parts = new ArrayList<>();
    if (failed > 0) {
      parts.add(failed + " of " + (passed + failed) + " checks failed");
    } else if (passed > 0) {
      parts.add(passed + (passed == 1 ? " check passed" : " checks passed"));
    }
    add(parts, report.count(CheckResult.Status.NOT_REACHED), "not reached");
    long warned = report.count(CheckResult.Status.WARNED);
    add(parts, warned, warned == 1 ? "warning" : "warnings");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String build(RunReport report) {
    return report.canary().map(build -> " (canary build " + build.number() + ")").orElse("");
  }

  private static String took(RunReport report) {
    return Elapsed.describe(report.took());
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
