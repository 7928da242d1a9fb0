package dev.giteadrone.report.html;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Shortening;
import java.util.Arrays;

/** The result of a run in one sentence. */
public final class Verdict {
  private static final int LONGEST = 160;

  private Verdict() {}

  /** A sentence for somebody who has not seen the run. */
  static String sentence(RunReport report) {
    return switch (report.exitCode()) {
      case DONE -> done(report);
      case DEPLOY_PENDING -> "Done here. What is next is for you to do.";
      case CHANGES_PENDING -> changes(report);
      case INTERRUPTED -> "The run was interrupted.";
      default -> report.rootCause().map(Verdict::failed).orElse("The run failed.");
    };
  }

  /** The sign beside it. */
  public static Glyph glyph(ExitCode code) {
    return switch (code) {
      case DONE -> Glyph.DONE;
      case CHANGES_PENDING, DEPLOY_PENDING, INTERRUPTED -> Glyph.ATTENTION;
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

  /** What was tried in this run and what was seen, as far as it fits; the root cause has it all. */
  private static String failed(Problem root) {
    String whole = sentence(root.summary(), root.seen());
    if (whole.length() <= LONGEST) {
      return whole;
    }
    String shorter = sentence(root.summary(), root.seen().split("; ", 2)[0]);
    return shorter.length() <= LONGEST ? shorter : start(shorter);
  }

  private static String sentence(String tried, String seen) {
    // The scheme is in the root cause; without it, an address fits on a phone.
    String what = tried.replaceAll("\\bhttps?://(?=\\w)", "");
    String text = Text.line(seen.isEmpty() ? what : what + ": " + seen).strip();
    boolean ends = text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
    return capital(text) + (ends ? "" : ".");
  }

  /** Starts with a capital, if the first word is one of the language and not a name. */
  private static String capital(String text) {
    String word = text.split(" ", 2)[0];
    return word.chars().allMatch(c -> c >= 'a' && c <= 'z') && !word.isEmpty()
        ? Character.toUpperCase(word.charAt(0)) + text.substring(1)
        : text;
  }

  /** The words that fit. */
  private static String start(String text) {
    int end = text.lastIndexOf(' ', LONGEST - 1);
    if (end < LONGEST / 2) {
      return Shortening.middle(text, LONGEST);
    }
    return text.substring(0, end) + " …";
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
  public static String outcome(ExitCode code) {
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
