package dev.giteadrone.report;

import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Renders the end of a run as text. */
public final class TextReport {
  private final Layout layout;

  /** Creates a renderer with this layout. */
  public TextReport(Layout layout) {
    this.layout = layout;
  }

  /** The plan: what is kept, the steps of each stage, refusals, what would follow, and a count. */
  public List<String> plan(RunReport report) {
    List<String> lines = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      StagePlan plan = stage.plan();
      if (plan.isEmpty() && stage.facts().isEmpty()) {
        continue;
      }
      lines.add(stage.stage().label());
      for (StageReport.Fact fact : stage.facts()) {
        lines.addAll(layout.wrapped(Glyph.DONE, fact.label(), fact.text()));
      }
      for (StepLine step : plan.steps()) {
        lines.addAll(layout.wrapped(Glyph.of(step.effect()), step.label(), step.describe()));
      }
      lines.addAll(refusals(Glyph.ATTENTION, plan));
    }
    report.thens().forEach(then -> lines.addAll(then(then)));
    lines.addAll(broken(report));
    if (report.problem().isEmpty()) {
      lines.addAll(layout.sentence("", counts(report)));
    }
    lines.addAll(Layout.next(report.next()));
    return lines;
  }

  /** What verification would find, although no step changes it. */
  private List<String> broken(RunReport report) {
    List<String> lines = new ArrayList<>();
    for (CheckResult check : report.checks()) {
      check
          .problem()
          .ifPresent(problem ->
              lines.addAll(layout.problem(Glyph.FAILED, check.check().label(), problem)));
      if (check.status() == CheckResult.Status.WARNED) {
        lines.addAll(layout.wrapped(Glyph.ATTENTION, check.check().label(), check.text()));
      }
    }
    if (!lines.isEmpty()) {
      lines.addFirst(Stage.VERIFY.label());
    }
    return lines;
  }

  /** Why there is no complete plan; nothing if there is one. */
  public List<String> stopped(RunReport report) {
    List<String> lines = new ArrayList<>(problem(report));
    if (report.problem().isPresent()) {
      lines.addAll(layout.sentence("", Summary.of(report)));
    }
    return lines;
  }

  /** The last lines of {@code bootstrap} and {@code verify}, after those of the progress. */
  public List<String> closing(RunReport report) {
    List<String> lines = new ArrayList<>();
    Glyph glyph = report.exitCode() == ExitCode.DEPLOY_PENDING ? Glyph.ATTENTION : Glyph.FAILED;
    report.stages().forEach(stage -> lines.addAll(refusals(glyph, stage.plan())));
    lines.addAll(problem(report));
    lines.addAll(layout.sentence("", Summary.of(report)));
    report.canary().ifPresent(build -> lines.add("Build: " + build.url()));
    lines.addAll(Layout.next(report.next()));
    return lines;
  }

  private List<String> refusals(Glyph glyph, StagePlan plan) {
    List<String> lines = new ArrayList<>();
    for (Refusal refusal : plan.refusals()) {
      lines.addAll(layout.problem(glyph, refusal.label(), refusal.problem()));
    }
    return lines;
  }

  /** What stopped the run, unless a refusal or a check already says it. */
  private List<String> problem(RunReport report) {
    Stream<Problem> refused =
        report.stages().stream()
            .flatMap(stage -> stage.plan().refusals().stream())
            .map(Refusal::problem);
    Stream<Problem> failed = report.checks().stream().flatMap(c -> c.problem().stream());
    List<Problem> said = Stream.concat(refused, failed).toList();
    return report
        .problem()
        .filter(problem -> !said.contains(problem))
        .map(problem -> layout.problem(Glyph.FAILED, Layout.label(problem), problem))
        .orElse(List.of());
  }

  private List<String> then(Then then) {
    return layout.sentence("then %-8s ".formatted(then.stage().label()), then.what());
  }

  private static String counts(RunReport report) {
    long creates = planned(report, Effect.CREATES);
    long removes = planned(report, Effect.REMOVES);
    long changes = report.planned() - creates - removes;
    List<String> parts = new ArrayList<>();
    add(parts, creates, "to create");
    add(parts, changes, "to change");
    add(parts, removes, "to remove");
    add(parts, report.refused(), "refused");
    long broken = report.count(CheckResult.Status.FAILED);
    String verify =
        broken == 0 ? "" : "verify would fail: " + broken + (broken == 1 ? " check" : " checks");
    if (parts.isEmpty() && broken > 0) {
      return Glyph.FAILED.sign() + " Nothing to change, but " + verify + ".";
    }
    if (parts.isEmpty()) {
      return report.thens().isEmpty()
          ? "Nothing to do, checked in " + Elapsed.describe(report.took()) + "."
          : "Nothing to change before that.";
    }
    if (broken > 0) {
      parts.add(verify);
    }
    return String.join(", ", parts);
  }

  private static long planned(RunReport report, Effect effect) {
    return report.stages().stream()
        .flatMap(stage -> stage.plan().steps().stream())
        .filter(step -> step.effect() == effect)
        .count();
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
