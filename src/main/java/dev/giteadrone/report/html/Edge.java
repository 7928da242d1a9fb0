package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run found out about a hop.
 *
 * @param checked whether it was looked at, or was to be
 * @param failed the check to look at, if the hop does not work
 * @param note a few words on why it has this state
 */
record Edge(Hop hop, State state, boolean checked, Optional<CheckId> failed, String note) {

  /** Whether a hop works. */
  enum State {
    /** One of its checks failed, or the run stopped at it. */
    FAILED("failed", Glyph.FAILED),
    /** All checks that were made passed, and none was out of reach. */
    WORKS("works", Glyph.DONE),
    /** It was not checked, or only in part. */
    UNKNOWN("unknown", Glyph.SKIPPED);

    private final String word;
    private final Glyph glyph;

    State(String word, Glyph glyph) {
      this.word = word;
      this.glyph = glyph;
    }

    String word() {
      return word;
    }

    Glyph glyph() {
      return glyph;
    }
  }

  /** The hops of a run: those of all servers, and of the runners that are wanted or checked. */
  static List<Edge> all(RunReport report) {
    Set<Hop> hops = EnumSet.complementOf(EnumSet.of(Hop.DOCKER, Hop.EXEC));
    report.setup().runners().forEach(runner -> hops.add(Hop.of(runner)));
    report.checks().forEach(check -> hops.add(Hop.of(check.check())));
    return hops.stream().map(hop -> of(hop, report)).toList();
  }

  private static Edge of(Hop hop, RunReport report) {
    List<CheckResult> results =
        report.checks().stream().filter(check -> Hop.of(check.check()) == hop).toList();
    Optional<CheckResult> broken = first(results, check -> check.status() == Status.FAILED);
    if (broken.isPresent()) {
      return failed(hop, broken.get().check(), broken.get().problem());
    }
    Optional<CheckId> stopped = stoppedAt(hop.checks(), report);
    if (stopped.isPresent()) {
      return failed(hop, stopped.get(), report.rootCause());
    }
    Optional<CheckResult> beyond = first(results, check -> check.status() == Status.NOT_REACHED);
    if (beyond.isPresent()) {
      String because = beyond.get().because().map(root -> ", because of " + root.id()).orElse("");
      return unknown(hop, true, "not reached" + because);
    }
    if (results.stream().noneMatch(CheckResult::holds)) {
      return unknown(
          hop, !results.isEmpty(), results.isEmpty() ? "not checked" : "skipped on purpose");
    }
    // Without its last checks, a run that was stopped has proved nothing about the hop.
    return report.problem().isPresent() && results.size() < hop.checks().size()
        ? unknown(hop, true, passed(results) + " before the run stopped")
        : new Edge(hop, State.WORKS, true, Optional.empty(), passed(results));
  }

  /** The one of these checks that stands for the problem that stopped the run. */
  static Optional<CheckId> stoppedAt(List<CheckId> checks, RunReport report) {
    return report
        .rootCause()
        .flatMap(root -> checks.stream().filter(check -> check.problem() == root.id()).findFirst());
  }

  private static Optional<CheckResult> first(
      List<CheckResult> results, Predicate<CheckResult> wanted) {
    return results.stream().filter(wanted).findFirst();
  }

  private static Edge failed(Hop hop, CheckId check, Optional<Problem> problem) {
    return new Edge(
        hop,
        State.FAILED,
        true,
        Optional.of(check),
        check.id() + problem.map(found -> ", " + found.seen()).orElse(""));
  }

  private static Edge unknown(Hop hop, boolean checked, String note) {
    return new Edge(hop, State.UNKNOWN, checked, Optional.empty(), note);
  }

  private static String passed(List<CheckResult> results) {
    long held = results.stream().filter(CheckResult::holds).count();
    long warned = results.stream().filter(check -> check.status() == Status.WARNED).count();
    List<String> parts = new ArrayList<>();
    parts.add(held + (held == 1 ? " check passed" : " checks passed"));
    if (warned > 0) {
      parts.add(warned + (warned == 1 ? " warning" : " warnings"));
    }
    return String.join(", ", parts);
  }
}
