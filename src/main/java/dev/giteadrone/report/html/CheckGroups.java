package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checks by the hop that they prove: failures first, and open. */
final class CheckGroups {
  /** The most urgent first. */
  private static final List<Status> ORDER =
      List.of(Status.FAILED, Status.NOT_REACHED, Status.WARNED, Status.PASSED, Status.NOT_RUN);

  private final RunReport report;
  private final Unreached unreached;
  private final Explanations explanations;
  private final Cut cut;

  CheckGroups(RunReport report, Unreached unreached, Explanations explanations, Cut cut) {
    this.report = report;
    this.unreached = unreached;
    this.explanations = explanations;
    this.cut = cut;
  }

  /** The address of a check on the page. */
  static String anchor(CheckId check) {
    return "check-" + check.id();
  }

  List<Map<String, Object>> view() {
    Map<Hop, List<CheckResult>> hops = new EnumMap<>(Hop.class);
    for (CheckResult check : report.checks()) {
      if (!unreached.has(check)) {
        hops.computeIfAbsent(Hop.of(check.check()), hop -> new ArrayList<>()).add(check);
      }
    }
    hops.values().forEach(checks -> checks.sort(Comparator.comparingInt(CheckGroups::urgency)));
    List<Map<String, Object>> view = new ArrayList<>();
    List<Map<String, Object>> rest = new ArrayList<>();
    hops.entrySet().stream()
        .sorted(Comparator.comparingInt(hop -> urgency(hop.getValue().getFirst())))
        .forEach(hop -> {
          boolean failed = hop.getValue().getFirst().status() == Status.FAILED;
          (failed ? view : rest).add(group(hop.getKey(), hop.getValue()));
        });
    view.addAll(unreached.view());
    view.addAll(rest);
    return view;
  }

  private static int urgency(CheckResult check) {
    return ORDER.indexOf(check.status());
  }

  private Map<String, Object> group(Hop hop, List<CheckResult> checks) {
    Status worst = checks.getFirst().status();
    Glyph glyph = Glyph.of(worst);
    return Fields.of("anchor", hop.anchor())
        .with("title", hop.title())
        .with("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("counts", counts(checks))
        .with("unreached", List.of())
        .with("open", Fields.when(worst != Status.PASSED && worst != Status.NOT_RUN))
        .with("hasChecks", true)
        .with("checks", checks.stream().map(this::check).toList())
        .map();
  }

  /** Such as {@code 1 failed, 2 passed}. */
  static String counts(List<CheckResult> checks) {
    return ORDER.stream()
        .map(status ->
            Map.entry(status, checks.stream().filter(check -> check.status() == status).count()))
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + word(count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String word(Status status, long count) {
    return switch (status) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case WARNED -> count == 1 ? "warning" : "warnings";
      case NOT_RUN -> "skipped";
      case NOT_REACHED -> "not reached";
    };
  }

  private Map<String, Object> check(CheckResult check) {
    Glyph glyph = Glyph.of(check.status());
    String id = check.check().id();
    boolean root = check.problem().isPresent() && check.problem().equals(report.rootCause());
    return Fields.of("anchor", anchor(check.check()))
        .with("id", id)
        .with("href", explanations.address(id))
        .with("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("word", word(check.status(), 1))
        .with("took", Optional.of(check.took()).filter(t -> !t.isZero()).map(Elapsed::describe))
        .with("text", Optional.of(cut.text(check.text())).filter(text -> check.problem().isEmpty()))
        .with("isRoot", Fields.when(root))
        .with(
            "problem",
            check.problem().filter(p -> !root).map(problem -> explanations.problem(problem, cut)))
        .map();
  }
}
