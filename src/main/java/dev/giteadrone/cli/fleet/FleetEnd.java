package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.fleet.FleetRun;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Writes the report of many hosts, and prints how they ended, once. */
final class FleetEnd {
  private static final int COMMANDS = 10;

  private final FleetText text;
  private final ManyHosts.Outputs outputs;
  private final Optional<FleetFolder> folder;
  private final int carried;
  // A lock of its own: hosts end while the end of all is written.
  private final Set<String> next = new ConcurrentSkipListSet<>();
  private boolean ended;

  /**
   * Nothing is written yet.
   *
   * @param carried how many hosts of the report are as in the last one
   */
  FleetEnd(FleetText text, ManyHosts.Outputs outputs, int carried) {
    this.text = text;
    this.carried = carried;
    this.outputs = outputs;
    this.folder = outputs.report().map(FleetFolder::create);
  }

  /** Writes the report of one host. */
  void ended(HostLine line, Optional<RunReport> report) {
    report.ifPresent(one -> next.addAll(one.next()));
    folder.ifPresent(to -> to.host(line, report));
  }

  /** The end of a run that was not interrupted. */
  synchronized ExitCode reached(FleetReport report, Screen screen, boolean done) {
    if (ended) {
      return report.exitCode();
    }
    Written written = write(report);
    screen.lines(text.closing(written.report(), done));
    screen.lines(hints(written));
    return written.report().exitCode();
  }

  /** The end of a run that Ctrl-C stops; called from a thread of its own. Lines to print. */
  synchronized List<String> interrupted(FleetRun run) {
    if (ended) {
      return List.of();
    }
    Written written = write(run.interrupted());
    List<String> lines = new ArrayList<>(text.closing(written.report(), false));
    lines.addAll(hints(written));
    return lines;
  }

  /**
   * The report, and where it is.
   *
   * @param report with the problem, if it could not be written
   * @param page the file with all hosts
   */
  private record Written(FleetReport report, Optional<Path> page) {}

  private Written write(FleetReport report) {
    ended = true;
    Written written = writeFolder(report);
    outputs.machine().ifPresent(machine -> machine.end(written.report()));
    return written;
  }

  private Written writeFolder(FleetReport report) {
    try {
      folder.ifPresent(to -> to.finish(report));
      return new Written(report, folder.map(to -> FleetFolder.index(to.folder())));
    } catch (Failure e) {
      return new Written(report.with(e.problem()), Optional.empty());
    }
  }

  private List<String> hints(Written written) {
    List<String> lines = new ArrayList<>();
    if (carried > 0) {
      lines.add(
          (carried == 1 ? "1 host was" : carried + " hosts were")
              + " not run, as the last report has "
              + (carried == 1 ? "it." : "them."));
    }
    written.page().ifPresent(page -> lines.add("Report: " + page));
    List<String> commands = new ArrayList<>(next);
    int more = commands.size() - COMMANDS;
    if (more > 0) {
      commands.subList(COMMANDS, commands.size()).clear();
      commands.add(
          "%d more commands; %s"
              .formatted(
                  more,
                  written.page().isPresent()
                      ? "the page of each host has its own"
                      : "--report keeps those of each host"));
    }
    if (written.page().isPresent() && !written.report().failed().isEmpty()) {
      commands.add("the same command with --only failed, for these hosts alone");
    }
    lines.addAll(Layout.next(commands));
    return lines;
  }
}
