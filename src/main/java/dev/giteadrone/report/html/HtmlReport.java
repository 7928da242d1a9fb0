package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.CanaryBuild;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Summary;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders a run as one HTML page without scripts, fonts, images or network access. */
public final class HtmlReport {
  /** In bytes; a page that can be sent by mail and opened on a phone. */
  private static final int LARGEST = 195_000;

  /** The most generous first. */
  private static final List<Cut> CUTS =
      List.of(
          new Cut(4000, 200, 60_000),
          new Cut(1000, 60, 30_000),
          new Cut(300, 30, 8_000),
          new Cut(80, 10, 0));

  private static final PageTemplate TEMPLATE = PageTemplate.of("report");

  private HtmlReport() {}

  /** Returns the HTML text; all values of the run are escaped. */
  public static String render(RunReport report) {
    return render(report, Optional.empty());
  }

  /**
   * As {@link #render(RunReport)}, for one of many hosts: with its name, and a link to the page of
   * all hosts.
   *
   * @param host its name
   */
  public static String renderOneOf(RunReport report, String host) {
    return render(report, Optional.of(host));
  }

  private static String render(RunReport report, Optional<String> host) {
    String page = "";
    for (Cut cut : CUTS) {
      page = TEMPLATE.render(page(report, host, cut));
      if (isSmall(page)) {
        break;
      }
    }
    return page;
  }

  /** A character of the text is at most three bytes of the file. */
  private static boolean isSmall(String page) {
    return page.length() <= LARGEST / 3 || page.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
  }

  private static Map<String, Object> page(RunReport report, Optional<String> host, Cut cut) {
    Explanations explanations = Explanations.of(report, cut);
    List<Map<String, Object>> pages = explanations.view();
    Map<String, Object> stages = new StagesView(report, explanations, cut).view();
    Unreached unreached = Unreached.of(report);
    return Fields.of("verdict", verdict(report, explanations, cut))
        .with("pageTitle", title(report, cut))
        .with("isOfMany", Fields.when(host.isPresent()))
        .with("oneOf", host.map(name -> Map.of("host", cut.text(name))))
        .with("facts", facts(report, cut))
        .with("wiring", new WiringView(report, unreached, cut).view())
        .with("timeline", stages)
        .with("hasChecks", Fields.when(!report.checks().isEmpty()))
        .with("groups", new CheckGroups(report, unreached, explanations, cut).view())
        .with("checkCounts", CheckGroups.counts(report.checks()))
        .with("hasPages", Fields.when(!pages.isEmpty()))
        .with("pages", pages)
        .map();
  }

  private static String title(RunReport report, Cut cut) {
    return cut.text("gitea-drone " + report.command());
  }

  private static Map<String, Object> verdict(RunReport report, Explanations explanations, Cut cut) {
    Glyph glyph = Verdict.glyph(report.exitCode());
    Optional<Problem> root = report.rootCause();
    List<Map<String, Object>> others = others(report, root);
    return Fields.of("command", cut.text(report.command()))
        .with("outcome", Verdict.outcome(report.exitCode()))
        .with("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("sentence", Names.parts(cut.text(Verdict.sentence(report))))
        .with("summary", cut.text(Summary.of(report)))
        .with("rootTitle", Verdict.rootTitle(report.exitCode()))
        .with("root", root.map(problem -> explanations.problem(problem, cut)))
        .with("others", others)
        .with("hasOthers", Fields.when(!others.isEmpty()))
        .with("hasNext", Fields.when(!report.next().isEmpty()))
        .with(
            "next",
            report.next().stream().limit(cut.rows()).map(cut::text).map(Commands::command).toList())
        .map();
  }

  /** The other checks that failed. */
  private static List<Map<String, Object>> others(RunReport report, Optional<Problem> root) {
    return report.checks().stream()
        .filter(check -> check.status() == CheckResult.Status.FAILED)
        .filter(check -> !check.problem().equals(root))
        .map(check ->
            Map.<String, Object>of(
                "id", check.check().id(), "href", "#" + CheckGroups.anchor(check.check())))
        .toList();
  }

  /** Such as {@code 37 reads, 3 writes}. */
  private static String requests(RunReport report) {
    return count(report.requests() - report.mutations(), "read")
        + ", "
        + count(report.mutations(), "write");
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static Map<String, Object> facts(RunReport report, Cut cut) {
    Optional<CanaryBuild> build = report.canary();
    return Fields.of("took", Elapsed.describe(report.took()))
        .with("own", Elapsed.describe(report.own()))
        .with("requests", requests(report))
        .with("started", report.started().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("exitCode", report.exitCode().code())
        .with("gitea", Links.of(report.gitea(), cut))
        .with("drone", Links.of(report.drone(), cut))
        .with(
            "build",
            build.map(some ->
                Map.of(
                    "number",
                    some.number(),
                    "page",
                    Links.of(some.url(), cut),
                    "repository",
                    Links.of(Links.repository(some), cut))))
        .map();
  }
}
