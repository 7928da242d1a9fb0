package dev.giteadrone.report.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the reports of several machines. What cannot be joined is a problem of the joined report,
 * and all else is in it.
 */
public final class FleetMerge {
  private static final Case COMMAND =
      Case.of(ProblemId.REPORT_MERGE, "command", "file", "has", "wanted");
  private static final Case HOST = Case.of(ProblemId.REPORT_MERGE, "host", "host", "file", "said");
  private static final Case TESTS = Case.of(ProblemId.REPORT_MERGE, "tests", "file", "bad", "all");

  /** The command of a report in which nothing was joined. */
  private static final String NOTHING = "report merge";

  /**
   * A host, and where its run is.
   *
   * @param found the host as its source names it
   */
  private record Entry(HostLine host, HostLine found, MergeSource source) {
    /** Whether another host has the same name: a Drone belongs to one host. */
    boolean isOther(Entry entry) {
      return !host.drone().isEmpty()
          && !entry.host.drone().isEmpty()
          && !host.drone().equals(entry.host.drone());
    }

    Entry named(String name) {
      return new Entry(host.named(name, host.file()), found, source);
    }

    /** The name with Drone's URL, where the short one belongs to another host. */
    String longName() {
      return shortName() + suffix();
    }

    String shortName() {
      String name = host.name();
      return name.endsWith(suffix()) ? name.substring(0, name.length() - suffix().length()) : name;
    }

    private String suffix() {
      return host.drone().isEmpty() ? "" : " (" + host.drone() + ")";
    }

    /** A host without a run is as old as the report. */
    Instant started() {
      return host.started().orElse(source.report().started());
    }
  }

  private final List<MergeSource> sources = new ArrayList<>();
  private final List<JunitFile> suites = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private FleetMerge() {}

  /**
   * Joins reports, and writes the joined one.
   *
   * @param sources folders of reports, ZIP files of such folders, JSON reports, JUnit XML files
   * @param into a folder
   * @param version of the program, such as {@code gitea-drone 1.2.0}
   * @return what was joined, and what could not be
   * @throws Failure if the folder cannot be written
   */
  public static FleetReport merge(List<Path> sources, Path into, String version) {
    FleetMerge merge = new FleetMerge();
    try {
      sources.forEach(merge::open);
      return merge.write(FleetFolder.create(into), version);
    } finally {
      merge.sources.forEach(MergeSource::close);
    }
  }

  private void open(Path path) {
    try {
      if (MergeSource.isJunit(path)) {
        add(path, JunitFile.read(path));
      } else {
        add(MergeSource.open(path));
      }
    } catch (Failure e) {
      problems.add(e.problem());
    }
  }

  private void add(Path path, JunitFile file) {
    suites.add(file);
    int bad = file.totals().bad();
    if (bad > 0) {
      problems.add(TESTS.problem(path, bad, file.totals().tests()));
    }
  }

  private void add(MergeSource source) {
    String command = source.report().command();
    String wanted = sources.isEmpty() ? command : sources.getFirst().report().command();
    if (command.equals(wanted)) {
      sources.add(source);
    } else {
      problems.add(COMMAND.problem(source.given(), brief(command), brief(wanted)));
      source.close();
    }
  }

  /** Some text of a report, which somebody else may have written. */
  private static String brief(String text) {
    return Text.neutral(text, 80);
  }

  private FleetReport write(FleetFolder folder, String version) {
    List<HostLine> hosts = new ArrayList<>();
    for (Entry entry : entries().values()) {
      folder.host(entry.host(), run(entry));
      hosts.add(entry.host());
    }
    Shards shards = Shards.of(sources.stream().map(MergeSource::report).toList());
    problems.addAll(shards.problems());
    FleetReport report = report(hosts, version);
    folder.finish(report, suites);
    return report;
  }

  /** Of a host in two reports, the run that started last is the one that counts. */
  private Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    // A report of one host has no name of its own: the others may know the host.
    sources.stream()
        .sorted(Comparator.comparing(MergeSource::isOneHost))
        .forEach(source ->
            source
                .report()
                .hosts()
                .forEach(host -> {
                  HostLine named = source.isOneHost() ? named(host, entries) : host;
                  add(entries, new Entry(named, host, source));
                }));
    return entries;
  }

  private static void add(Map<String, Entry> entries, Entry entry) {
    String name = entry.host().name();
    // It may be there by its short or by its long name.
    Entry known = entries.get(entry.shortName());
    if (known != null) {
      name = known.isOther(entry) ? entry.longName() : entry.shortName();
    } else if (entries.containsKey(entry.longName())) {
      name = entry.longName();
    }
    entries.merge(
        name,
        entry.named(name),
        (old, other) -> other.started().isBefore(old.started()) ? old : other);
  }

  private static HostLine named(HostLine host, Map<String, Entry> known) {
    return known.values().stream()
        .map(Entry::host)
        .filter(other -> other.gitea().equals(host.gitea()) && other.drone().equals(host.drone()))
        .findFirst()
        .map(same -> host.named(same.name(), same.file()))
        .orElse(host);
  }

  private Optional<RunReport> run(Entry entry) {
    HostLine host = entry.host();
    if (host.status() != HostLine.Status.RAN) {
      return Optional.empty();
    }
    try {
      return Optional.of(entry.source().run(entry.found()));
    } catch (Failure e) {
      problems.add(HOST.problem(brief(host.name()), entry.source().given(), e.problem().seen()));
      return Optional.empty();
    }
  }

  private FleetReport report(List<HostLine> hosts, String version) {
    Instant started =
        sources.stream()
            .map(source -> source.report().started())
            .min(Comparator.naturalOrder())
            .orElseGet(Instant::now);
    Instant ended =
        sources.stream()
            .map(source -> source.report().started().plus(source.report().took()))
            .max(Comparator.naturalOrder())
            .orElse(started);
    return new FleetReport(
        sources.isEmpty() ? NOTHING : sources.getFirst().report().command(),
        version,
        started,
        Duration.between(started, ended),
        Optional.empty(),
        hosts,
        problems);
  }
}
