package dev.giteadrone.cli.fleet;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.fleet.CauseKey;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.FleetSummary;
import dev.giteadrone.report.fleet.HostLine;
import dev.giteadrone.report.fleet.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last lines of a run over many hosts. */
final class FleetText {
  private final Layout layout;
  private final HostRow row;

  FleetText(Layout layout, Collection<String> names) {
    this.layout = layout;
    this.row = new HostRow(layout, names);
  }

  /**
   * All hosts and the result.
   *
   * @param done whether the hosts that are done get lines, too
   */
  List<String> closing(FleetReport report, boolean done) {
    List<String> lines = new ArrayList<>();
    Set<CauseKey> explained = new HashSet<>();
    for (HostLine host : report.hosts()) {
      if (!host.isDone()) {
        lines.addAll(failed(host, explained));
      } else if (done) {
        lines.add(row.of(host));
      }
    }
    for (Problem problem : report.problems()) {
      lines.addAll(layout.problem(Glyph.FAILED, Layout.label(problem), problem));
    }
    lines.addAll(layout.sentence("", summary(report)));
    return lines;
  }

  /** Where something is wrong with several hosts, it is explained at the first of them. */
  private List<String> failed(HostLine host, Set<CauseKey> explained) {
    if (!HostRow.needsWords(host)) {
      return List.of(row.of(host));
    }
    Problem problem = host.problem().orElseThrow();
    if (!explained.add(CauseKey.of(host, problem))) {
      return List.of(row.of(host));
    }
    List<String> lines = new ArrayList<>();
    lines.add(row.of(host));
    lines.addAll(layout.tried(problem)); // It has the file, or the URL.
    lines.addAll(layout.details(problem));
    return lines;
  }

  /** Such as {@code 3 of 200 hosts are not done, after 41 s: 2 with exit code 5, 1 with 7.} */
  static String summary(FleetReport report) {
    int all = report.hosts().size();
    String start = report.shard().map(FleetText::shard).orElse("");
    String took = Elapsed.describe(report.took());
    if (all == 0) {
      return start + "No host to run on.";
    }
    if (report.failed().isEmpty()) {
      return start + FleetSummary.done(report) + ", in " + took + ".";
    }
    String codes =
        report.failed().stream()
            .collect(
                Collectors.groupingBy(
                    host -> host.exitCode().code(), TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " with " + entry.getKey())
            .collect(Collectors.joining(", "))
            .replaceFirst(" with ", " with exit code ");
    return "%s%s, after %s: %s.".formatted(start, FleetSummary.done(report), took, codes);
  }

  private static String shard(Shard shard) {
    return "Shard " + shard + ": ";
  }
}
