package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.fleet.FleetRun;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the report of many hosts, and prints how they ended, once. */
final class FleetEnd {
  private static final int COMMANDS = 10;

  private final FleetText text;
  private final ManyHosts.Outputs outputs;
  private final ProcessContext shell;
  private final Optional<FleetFolder> folder;
  private final Set<String> next = new LinkedHashSet<>();
  private boolean ended;

  FleetEnd(FleetText text, ManyHosts.Outputs outputs, ProcessContext shell) {
    this.text = text;
    this.outputs = outputs;
    this.shell = shell;
    this.folder = outputs.report().map(FleetFolder::create);
  }

  /** Writes the report of one host. */
  void ended(HostLine line, Optional<RunReport> report) {
    synchronized (this) {
      if (next.size() < COMMANDS) {
        report.ifPresent(one -> next.addAll(one.next()));
      }
    }
    folder.ifPresent(to -> to.host(line, report));
  }

  /** The end of a run that was not interrupted. */
  synchronized ExitCode reached(FleetReport report, Screen screen, boolean done) {
    if (ended) {
      return report.exitCode();
    }
    ended = true;
    outputs.machine().ifPresent(machine -> machine.end(report));
    List<String> wrong = write(report);
    screen.lines(text.closing(report, done));
    screen.lines(wrong);
    screen.lines(hints(report));
    boolean lost = !wrong.isEmpty() && report.exitCode() == ExitCode.DONE;
    return lost ? ExitCode.FAILED : report.exitCode();
  }

  /** The end of a run that Ctrl-C stops; called from a thread of its own. Lines to print. */
  synchronized List<String> interrupted(FleetRun run) {
    if (ended) {
      return List.of();
    }
    ended = true;
    FleetReport report = run.interrupted();
    outputs.machine().ifPresent(machine -> machine.end(report));
    List<String> lines = new ArrayList<>(text.closing(report, false));
    lines.addAll(write(report));
    lines.addAll(page());
    return lines;
  }

  private List<String> write(FleetReport report) {
    try {
      folder.ifPresent(to -> to.finish(report));
      return List.of();
    } catch (Failure e) {
      return outputs
          .look()
          .layout(shell)
          .problem(Glyph.FAILED, Layout.label(e.problem()), e.problem());
    }
  }

  private List<String> page() {
    return folder.stream().map(to -> "Report: " + FleetFolder.index(to.folder())).toList();
  }

  private List<String> hints(FleetReport report) {
    List<String> lines = new ArrayList<>(page());
    List<String> commands = new ArrayList<>(next);
    if (folder.isPresent() && !report.failed().isEmpty()) {
      commands.add("the same command with --only failed, for these hosts alone");
    }
    lines.addAll(Layout.next(commands));
    return lines;
  }
}
