package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.html.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A run over many hosts in two sentences. */
public final class FleetSummary {
  private FleetSummary() {}

  /** For somebody who has not seen the run, such as {@code 3 of 200 hosts are not done.} */
  public static String sentence(FleetReport report) {
    int all = report.hosts().size();
    int failed = report.failed().size();
    if (report.exitCode() == ExitCode.INTERRUPTED) {
      return "The run was interrupted: " + done(report) + ".";
    } else if (failed > 0) {
      return done(report) + ".";
    }
    String done = all == 0 ? "There is no host" : done(report);
    int problems = report.problems().size();
    return problems == 0
        ? done + "."
        : done + ", but " + (problems == 1 ? "there is a problem." : problems + " problems.");
  }

  /** The same without more words: whether all are done, or how many are not. */
  public static String done(FleetReport report) {
    int all = report.hosts().size();
    int failed = report.failed().size();
    if (all == 1) {
      return failed == 0 ? "The host is done" : "The host is not done";
    } else if (failed > 0) {
      return failed + " of " + all + (failed == 1 ? " hosts is" : " hosts are") + " not done";
    }
    return "All " + all + " hosts are done";
  }

  /** How many hosts ended how, such as {@code 197 done, 2 unreachable, 1 not begun, in 61 s.} */
  public static String counts(FleetReport report) {
    Map<ExitCode, Integer> ended = new EnumMap<>(ExitCode.class);
    int notBegun = 0;
    for (HostLine host : report.hosts()) {
      if (host.status() == HostLine.Status.NOT_BEGUN) {
        notBegun++;
      } else {
        ended.merge(host.exitCode(), 1, Integer::sum);
      }
    }
    List<String> parts = new ArrayList<>();
    ended.forEach((code, count) -> parts.add(count + " " + Verdict.outcome(code)));
    if (notBegun > 0) {
      parts.add(notBegun + " not begun");
    }
    String counts = parts.isEmpty() ? "No hosts" : String.join(", ", parts);
    return counts + ", in " + Elapsed.describe(report.took()) + ".";
  }
}
