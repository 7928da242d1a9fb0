package dev.giteadrone.report;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run says at its end, to people. */
public final class TextReport {
  private static final Pattern BUILD = Pattern.compile("\\bbuild (\\d+)\\b");

  private final Layout layout;

  /** Lines of this layout. */
  public TextReport(Layout layout) {
    this.layout = layout;
  }

  /** What {@code plan} found: the steps of each stage, what is refused, what would follow. */
  public List<String> plan(RunReport report) {
    List<String> lines = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      Plan plan = stage.plan();
      if (plan.isEmpty() && plan.warnings().isEmpty()) {
        continue;
      }
      lines.add(stage.stage().label());
      for (Step step : plan.steps()) {
        lines.addAll(layout.wrapped(Glyph.of(step), step.label(), planned(step)));
      }
      lines.addAll(refusals(plan));
      for (String warning : plan.warnings()) {
        lines.addAll(layout.wrapped(Glyph.ATTENTION, "warning", warning));
      }
    }
    report.thens().forEach(then -> lines.add(then(then)));
    lines.addAll(problem(report));
    if (report.problem().isEmpty()) {
      lines.add(counts(report));
    }
    lines.addAll(next(report));
    return lines;
  }

  /** The last lines of {@code bootstrap} and {@code verify}, after those of the progress. */
  public List<String> closing(RunReport report) {
    List<String> lines = new ArrayList<>();
    report.stages().forEach(stage -> lines.addAll(refusals(stage.plan())));
    lines.addAll(problem(report));
    lines.add(summary(report));
    lines.addAll(next(report));
    return lines;
  }

  private static String planned(Step step) {
    boolean said = !step.rotates() || step.text().startsWith("ROTATES");
    return said ? step.text() : "ROTATES: " + step.text();
  }

  private List<String> refusals(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (Plan.Refusal refusal : plan.refusals()) {
      lines.addAll(layout.problem(Glyph.ATTENTION, refusal.label(), refusal.problem()));
    }
    return lines;
  }

  /** What stopped the run, unless a refusal or a check has said it already. */
  private List<String> problem(RunReport report) {
    Stream<Problem> refused =
        report.stages().stream()
            .flatMap(stage -> stage.plan().refusals().stream())
            .map(Plan.Refusal::problem);
    Stream<Problem> failed = report.checks().stream().flatMap(c -> c.problem().stream());
    List<Problem> said = Stream.concat(refused, failed).toList();
    return report
        .problem()
        .filter(problem -> !said.contains(problem))
        .map(problem -> layout.problem(Glyph.FAILED, Layout.label(problem), problem))
        .orElse(List.of());
  }

  /** A stage's name at the start gets the column that stages have. */
  private static String then(String text) {
    return Arrays.stream(Stage.values())
        .map(Stage::label)
        .filter(label -> text.startsWith(label + ": "))
        .findFirst()
        .map(label -> "then %-8s %s".formatted(label, text.substring(label.length() + 2)))
        .orElse("then " + text);
  }

  private static String counts(RunReport report) {
    long creates =
        report.stages().stream()
            .flatMap(stage -> stage.plan().steps().stream())
            .filter(Glyph::creates)
            .count();
    long removes =
        report.stages().stream()
            .flatMap(stage -> stage.plan().steps().stream())
            .filter(Step::removes)
            .count();
    long changes = report.planned() - creates - removes;
    List<String> parts = new ArrayList<>();
    add(parts, creates, "to create");
    add(parts, changes, "to change");
    add(parts, removes, "to remove");
    add(parts, report.refused(), "refused");
    if (parts.isEmpty()) {
      return report.thens().isEmpty()
          ? "Nothing to do, seen in " + Layout.seconds(report.took()) + "."
          : "Nothing to change before that.";
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  /** One sentence or two: how it ended, after how long, what was done. */
  static String summary(RunReport report) {
    String took = Layout.seconds(report.took());
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
          ? "Nothing to do, seen in " + took + "."
          : "Nothing to do. " + capital(checks) + " in " + took + build(report) + ".";
    }
    String what =
        switch (report.exitCode()) {
          case DEPLOY_PENDING ->
              "Done here in " + took + ", the " + pending(report) + " is pending";
          case CHANGES_PENDING -> "Changes are pending, seen in " + took;
          case VERIFICATION_FAILED -> "Failed in " + took;
          default -> "Stopped after " + took;
        };
    String rest =
        Stream.of(touched || !isVerify(report) ? changes : "", checks)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return what + (rest.isEmpty() ? "." : ". " + capital(rest) + ".");
  }

  /** What is left to do where the run itself did all it could. */
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

  /** Which canary build proved it, as the delivery's own line says. */
  private static String build(RunReport report) {
    Optional<String> number =
        report.checks().stream()
            .filter(check -> check.check() == CheckId.WEBHOOK_DELIVERED)
            .map(check -> BUILD.matcher(check.text()))
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .findFirst();
    return number.map(n -> " (canary build " + n + ")").orElse("");
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
