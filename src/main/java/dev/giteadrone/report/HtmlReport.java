package dev.giteadrone.report;

import com.samskivert.mustache.Mustache;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Renders a run as one HTML page without scripts, fonts, images or network access. */
public final class HtmlReport {
  private static final String TEMPLATE = "report.html";

  private HtmlReport() {}

  /** Returns the HTML text; all values of the run are escaped. */
  public static String render(RunReport report) {
    try (InputStream in =
            Objects.requireNonNull(HtmlReport.class.getResourceAsStream(TEMPLATE), TEMPLATE);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).compile(reader).execute(page(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> page(RunReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("command", report.command());
    page.put("gitea", report.gitea());
    page.put("drone", report.drone());
    page.put("started", report.started().toString());
    page.put("took", Elapsed.describe(report.took()));
    page.put("own", Elapsed.describe(report.own()));
    page.put("requests", report.requests());
    page.put("mutations", report.mutations());
    page.put("exitCode", report.exitCode().code());
    page.put("outcome", JsonRun.word(report.exitCode()).replace('-', ' '));
    page.put("tone", report.exitCode().code() == 0 ? "good" : "bad");
    page.put("summary", Summary.of(report));
    page.put("stages", report.stages().stream().map(HtmlReport::stage).toList());
    page.put("checks", report.checks().stream().map(HtmlReport::check).toList());
    page.put("hasChecks", !report.checks().isEmpty());
    page.put("build", report.canary().map(HtmlReport::build).stream().toList());
    page.put("thens", report.thens().stream().map(Then::describe).toList());
    page.put("hasThens", !report.thens().isEmpty());
    page.put("next", report.next());
    page.put("hasNext", !report.next().isEmpty());
    page.put("problem", report.problem().map(HtmlReport::problem).stream().toList());
    return page;
  }

  private static Map<String, Object> build(CanaryBuild build) {
    return Map.of("number", build.number(), "url", build.url());
  }

  private static Map<String, Object> stage(StageReport stage) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (StageReport.Fact fact : stage.facts()) {
      lines.add(line(Glyph.DONE, fact.label(), fact.text(), Duration.ZERO));
    }
    for (StepResult result : stage.results()) {
      lines.add(
          line(Glyph.of(result.change()), result.step().label(), result.text(), result.took()));
    }
    if (stage.results().isEmpty()) {
      for (StepLine step : stage.plan().steps()) {
        lines.add(
            line(
                Glyph.of(step.effect()), step.label(), "to do: " + step.describe(), Duration.ZERO));
      }
    }
    for (Refusal refusal : stage.plan().refusals()) {
      Map<String, Object> line =
          line(Glyph.FAILED, refusal.label(), refusal.problem().summary(), Duration.ZERO);
      line.put("problem", List.of(problem(refusal.problem())));
      lines.add(line);
    }
    for (String warning : stage.plan().warnings()) {
      lines.add(line(Glyph.ATTENTION, "warning", warning, Duration.ZERO));
    }
    return Map.of(
        "name", stage.stage().label(), "took", Elapsed.describe(stage.took()), "lines", lines);
  }

  private static Map<String, Object> check(CheckResult check) {
    Map<String, Object> line =
        line(Glyph.of(check.status()), check.check().id(), check.text(), check.took());
    line.put("problem", check.problem().map(HtmlReport::problem).stream().toList());
    return line;
  }

  private static Map<String, Object> line(Glyph glyph, String label, String text, Duration took) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("glyph", glyph.sign());
    line.put("tone", tone(glyph));
    line.put("label", label);
    line.put("text", Text.lines(text));
    line.put("took", took.isZero() ? "" : Elapsed.describe(took));
    line.put("problem", List.of());
    return line;
  }

  private static Map<String, Object> problem(Problem problem) {
    return Map.of(
        "summary", problem.summary(),
        "seen", problem.seen(),
        "cause", problem.cause(),
        "hasCause", !problem.cause().isEmpty(),
        "next", problem.next(),
        "check", problem.check());
  }

  private static String tone(Glyph glyph) {
    return switch (glyph) {
      case DONE, CREATED -> "good";
      case FAILED -> "bad";
      case CHANGED, REMOVED, ATTENTION -> "warn";
      case STAGE, BUSY, SKIPPED -> "calm";
    };
  }
}
