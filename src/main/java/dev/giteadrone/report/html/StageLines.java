package dev.giteadrone.report.html;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a stage found and did, and what of it is still to do. */
final class StageLines {
  private final RunReport report;
  private final Explanations explanations;
  private final Cut cut;

  StageLines(RunReport report, Explanations explanations, Cut cut) {
    this.report = report;
    this.explanations = explanations;
    this.cut = cut;
  }

  List<Map<String, Object>> of(StageReport stage) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (StageReport.Fact fact : stage.facts()) {
      lines.add(line(Glyph.DONE, fact.label(), fact.text()));
    }
    for (StepResult result : stage.results()) {
      lines.add(
          line(
              Glyph.of(result.change()),
              result.step().label(),
              result.text(),
              result.took(),
              Optional.empty()));
    }
    for (StepLine step : open(stage)) {
      Glyph glyph = isStopped() ? Glyph.SKIPPED : Glyph.of(step.effect());
      String text = (isStopped() ? "not done: " : "to do: ") + step.describe();
      lines.add(line(glyph, step.label(), text));
    }
    for (Refusal refusal : stage.plan().refusals()) {
      Problem problem = refusal.problem();
      lines.add(
          line(
              Glyph.FAILED,
              refusal.label(),
              problem.summary(),
              Duration.ZERO,
              Optional.of(problem)));
    }
    for (String warning : stage.plan().warnings()) {
      lines.add(line(Glyph.ATTENTION, "warning", warning));
    }
    return limited(lines);
  }

  private static List<StepLine> open(StageReport stage) {
    Set<String> done =
        stage.results().stream().map(result -> result.step().id()).collect(Collectors.toSet());
    return stage.plan().steps().stream().filter(step -> !done.contains(step.id())).toList();
  }

  private boolean isStopped() {
    return report.problem().isPresent();
  }

  private List<Map<String, Object>> limited(List<Map<String, Object>> lines) {
    if (lines.size() <= cut.rows()) {
      return lines;
    }
    List<Map<String, Object>> some = new ArrayList<>(lines.subList(0, cut.rows()));
    some.add(line(Glyph.SKIPPED, "…", "and " + (lines.size() - cut.rows()) + " more lines"));
    return some;
  }

  private Map<String, Object> line(Glyph glyph, String label, String text) {
    return line(glyph, label, text, Duration.ZERO, Optional.empty());
  }

  private Map<String, Object> line(
      Glyph glyph, String label, String text, Duration took, Optional<Problem> problem) {
    return Fields.of("glyph", glyph.sign())
        .with("tone", Tone.of(glyph).style())
        .with("label", cut.fit(label, 60))
        .with("text", cut.text(text))
        .with("took", Optional.of(took).filter(t -> !t.isZero()).map(Elapsed::describe))
        .with("isRoot", Fields.when(problem.isPresent() && problem.equals(report.rootCause())))
        .with(
            "problem",
            problem
                .filter(some -> !report.rootCause().equals(problem))
                .map(some -> explanations.problem(some, cut)))
        .map();
  }
}
