package dev.giteadrone.report;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the end of a run as text. */
public final class TextReport {
  private final Layout layout;

  /** Creates a renderer with this layout. */
  public TextReport(Layout layout) {
    this.layout = layout;
  }

  /** The plan: the steps of each stage, refusals, what would follow, and a count. */
  public List<String> plan(RunReport report) {
    List<String> lines = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      StagePlan plan = stage.plan();
      if (plan.isEmpty()) {
        continue;
      }
      lines.add(stage.stage().label());
      for (StepLine step : plan.steps()) {
        lines.addAll(layout.wrapped(Glyph.of(step.effect()), step.label(), step.describe()));
      }
      lines.addAll(refusals(plan));
    }
    report.thens().forEach(then -> lines.addAll(then(then)));
    if (report.problem().isEmpty()) {
      lines.add(counts(report));
    }
    lines.addAll(next(report));
    return lines;
  }

  /** Why there is no complete plan; nothing if there is one. */
  public List<String> stopped(RunReport report) {
    return problem(report);
  }

  /** The last lines of {@code bootstrap} and {@code verify}, after those of the progress. */
  public List<String> closing(RunReport report) {
    List<String> lines = new ArrayList<>();
    report.stages().forEach(stage -> lines.addAll(refusals(stage.plan())));
    lines.addAll(problem(report));
    lines.addAll(layout.sentence("", summary(report)));
    lines.addAll(next(report));
    return lines;
  }

  private List<String> refusals(StagePlan plan) {
    List<String> lines = new ArrayList<>();
    for (Refusal refusal : plan.refusals()) {
      lines.addAll(layout.problem(Glyph.ATTENTION, refusal.label(), refusal.problem()));
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
    if (parts.isEmpty()) {
      return report.thens().isEmpty()
          ? "Nothing to do, checked in " + Elapsed.describe(report.took()) + "."
          : "Nothing to change before that.";
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

  /** One or two sentences: the result, the time, what was done. */
  static String summary(RunReport report) {
    String took = Elapsed.describe(report.took());
    long created = report.count(Change.CREATED);
    long changed = report.count(Change.UPDATED);
    long removed = report.count(Change.DELETED);
    boolean touched = created + changed + removed > 0;
    String changes =
        created
            + " created, "
            + changed
            + " changed"
            + (removed > 0 ? ", " + removed + " removed" : "");
    String checks = checks(report);
    if (report.exitCode() == ExitCode.DONE) {
      if (report.command().equals("verify")) {
        return capital(checks.isEmpty() ? "nothing to check" : checks + " in " + took)
            + build(report)
            + ".";
      } else if (touched) {
        return "Done in " + took + ". " + changes + (checks.isEmpty() ? "." : "; " + checks + ".");
      }
      return checks.isEmpty()
          ? "Nothing to do, checked in " + took + "."
          : "Nothing to do. " + capital(checks) + " in " + took + build(report) + ".";
    }
    String what =
        switch (report.exitCode()) {
          case DEPLOY_PENDING ->
              "Done here in " + took + ", the " + pending(report) + " is pending";
          case CHANGES_PENDING -> "Changes are pending, checked in " + took;
          case VERIFICATION_FAILED -> "Failed in " + took;
          default -> "Stopped after " + took;
        };
    String rest =
        Stream.of(touched || !isVerify(report) ? changes : "", checks)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return what + (rest.isEmpty() ? "." : ". " + capital(rest) + ".");
  }

  /** What is left for the user to do after the run. */
  private static String pending(RunReport report) {
    boolean refused =
        report.stages().stream().anyMatch(stage -> !stage.plan().refusals().isEmpty());
    return refused || report.problem().isPresent() ? "deploy" : "commit";
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

  private static String build(RunReport report) {
    return report.build().isPresent() ? " (canary build " + report.build().getAsLong() + ")" : "";
  }

  private static List<String> next(RunReport report) {
    List<String> lines = new ArrayList<>();
    for (String command : report.next()) {
      lines.add((lines.isEmpty() ? "Next: " : "      ") + command);
    }
    return lines;
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
