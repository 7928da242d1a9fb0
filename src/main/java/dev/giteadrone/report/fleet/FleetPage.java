package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.html.Cut;
import dev.giteadrone.report.html.Explanations;
import dev.giteadrone.report.html.Fields;
import dev.giteadrone.report.html.PageTemplate;
import dev.giteadrone.report.html.Tone;
import dev.giteadrone.report.html.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The page of all hosts: what is wrong where, and a link to the page of each host. */
final class FleetPage {
  /** In bytes; 2,000 hosts fit. */
  private static final int LARGEST = 1_000_000;

  /** The most generous first; here a row is a cause, or a name of a cause's host. */
  private static final List<Cut> CUTS =
      List.of(
          new Cut(1000, 2000, 0),
          new Cut(300, 500, 0),
          new Cut(120, 100, 0),
          new Cut(60, 30, 0),
          new Cut(20, 5, 0));

  /** More done hosts than this are folded, and so are more names of one cause. */
  private static final int UNFOLDED = 20;

  private static final int NAME = 80;

  private static final PageTemplate TEMPLATE = PageTemplate.of("fleet");

  private final FleetReport report;
  private final Predicate<HostLine> hasPage;
  private final Cut cut;

  private FleetPage(FleetReport report, Predicate<HostLine> hasPage, Cut cut) {
    this.report = report;
    this.hasPage = hasPage;
    this.cut = cut;
  }

  /**
   * Returns the HTML text; all values are escaped.
   *
   * @param hasPage whether a host has a page of its own
   */
  static String render(FleetReport report, Predicate<HostLine> hasPage) {
    String page = "";
    for (Cut cut : CUTS) {
      page = TEMPLATE.render(new FleetPage(report, hasPage, cut).page());
      if (page.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
        break;
      }
    }
    return page;
  }

  private Map<String, Object> page() {
    List<Cause> causes = Cause.of(report.failed());
    int problems = report.problems().size();
    return Fields.of("isOfMany", Fields.when(true))
        .with("pageTitle", cut.text("gitea-drone " + report.command()))
        .with("verdict", verdict())
        .with("facts", facts())
        .with("hasProblems", Fields.when(problems > 0))
        .with(
            "problems",
            report.problems().stream()
                .limit(cut.rows())
                .map(problem -> Explanations.NONE.problem(problem, cut))
                .toList())
        .with("moreProblems", more(problems))
        .with("hasCauses", Fields.when(!causes.isEmpty()))
        .with(
            "causes",
            IntStream.range(0, Math.min(causes.size(), cut.rows()))
                .mapToObj(i -> cause(i + 1, causes.get(i)))
                .toList())
        .with("tables", tables())
        .map();
  }

  private Map<String, Object> verdict() {
    Glyph glyph = Verdict.glyph(report.exitCode());
    return Fields.of("command", cut.text(report.command()))
        .with("outcome", Verdict.outcome(report.exitCode()))
        .with("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("sentence", FleetSummary.sentence(report))
        .with("summary", FleetSummary.counts(report))
        .map();
  }

  private Map<String, Object> facts() {
    return Fields.of("hosts", report.hosts().size())
        .with("shard", report.shard().map(shard -> shard.index() + " of " + shard.count()))
        .with("took", Elapsed.describe(report.took()))
        .with("started", report.started().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("version", cut.fit(report.version(), NAME))
        .with("exitCode", report.exitCode().code())
        .map();
  }

  private Map<String, Object> cause(int number, Cause cause) {
    int hosts = cause.hosts().size();
    HostLine first = cause.hosts().getFirst();
    return Fields.of("anchor", "cause-" + number)
        .with("id", cut.fit(cause.example().check(), NAME))
        .with("count", hosts == 1 ? "on one host" : "on " + hosts + " hosts")
        .with("problem", Explanations.NONE.problem(cause.example(), cut))
        .with("example", Optional.of(first).filter(host -> hosts > 1).map(this::name))
        .with("folded", Fields.when(hosts > UNFOLDED))
        .with("names", cause.hosts().stream().limit(cut.rows()).map(this::link).toList())
        .with("more", more(hosts))
        .map();
  }

  /** What is left out of a list of this length. */
  private Optional<String> more(int length) {
    return Optional.of(length - cut.rows())
        .filter(left -> left > 0)
        .map(left -> "and " + left + " more");
  }

  private List<Map<String, Object>> tables() {
    List<HostLine> failed = report.failed();
    List<HostLine> done = report.hosts().stream().filter(HostLine::isDone).toList();
    List<Map<String, Object>> tables = new ArrayList<>();
    if (!failed.isEmpty()) {
      tables.add(table("not-done", "Not done", failed, Optional.empty()));
    }
    if (!done.isEmpty()) {
      Optional<String> folded =
          Optional.of(done.size() + " hosts").filter(text -> done.size() > UNFOLDED);
      tables.add(table("done", "Done", done, folded));
    }
    return tables;
  }

  private Map<String, Object> table(
      String anchor, String title, List<HostLine> hosts, Optional<String> folded) {
    return Fields.of("anchor", anchor)
        .with("title", title)
        .with("folded", folded)
        .with("rows", hosts.stream().map(this::row).toList())
        .map();
  }

  private Map<String, Object> row(HostLine host) {
    Glyph glyph = host.glyph();
    return Fields.of("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("word", word(host))
        .with("name", name(host))
        .with("href", href(host))
        .with("text", cut.text(withoutSign(host.text())))
        .with("took", host.started().isPresent() ? Elapsed.describe(host.took()) : "")
        .map();
  }

  /** The row has it already. */
  private static String withoutSign(String text) {
    return text.startsWith(Glyph.FAILED.sign() + " ") ? text.substring(2) : text;
  }

  private static String word(HostLine host) {
    return host.status() == HostLine.Status.NOT_BEGUN
        ? "not begun"
        : Verdict.outcome(host.exitCode());
  }

  private Map<String, Object> link(HostLine host) {
    return Fields.of("name", name(host)).with("href", href(host)).map();
  }

  private String name(HostLine host) {
    return cut.fit(host.name(), NAME);
  }

  private Optional<String> href(HostLine host) {
    return hasPage.test(host)
        ? Optional.of(HostReportFiles.of(host.name()).html())
        : Optional.empty();
  }
}
