package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.ReportFile;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints the end of a run and writes its report, once: when it ends, or is interrupted. */
final class RunEnd {
  private final ProcessContext shell;
  private final CommonOptions common;
  private final Optional<MachineOutput> machine;
  private final CommandRunner.End end;
  private boolean ended;

  RunEnd(
      ProcessContext shell,
      CommonOptions common,
      Optional<MachineOutput> machine,
      CommandRunner.End end) {
    this.shell = shell;
    this.common = common;
    this.machine = machine;
    this.end = end;
  }

  /** The end of a run that was not interrupted. */
  synchronized CommandRunner.Ended reached(RunReport report, Screen screen) {
    if (ended) {
      return new CommandRunner.Ended(report, true);
    }
    ended = true;
    print(screen, report);
    List<String> wrong = write(report);
    screen.lines(wrong);
    return new CommandRunner.Ended(report, wrong.isEmpty());
  }

  /**
   * The end of a run that Ctrl-C stops; called from a thread of its own.
   *
   * @param soFar what the run has done, if it has begun
   * @return lines to print
   */
  synchronized List<String> interrupted(Supplier<Optional<RunReport>> soFar) {
    if (ended) {
      return List.of();
    }
    ended = true;
    return soFar.get().map(this::write).orElse(List.of());
  }

  private void print(Screen screen, RunReport report) {
    TextReport text = new TextReport(layout());
    switch (end) {
      case SUMMARY -> screen.lines(text.closing(report));
      case PREVIEW -> screen.lines(text.plan(report));
      case PLAN -> screen.data(new TextReport(common.look().dataLayout(shell)).plan(report));
    }
    if (end != CommandRunner.End.SUMMARY) {
      screen.lines(text.stopped(report));
    }
  }

  /** What is wrong with the report; nothing if it is written, or none was asked for. */
  private List<String> write(RunReport report) {
    machine.ifPresent(output -> output.run(report));
    try {
      common.report(shell).ifPresent(file -> ReportFile.write(file, report));
      return List.of();
    } catch (Failure e) {
      Problem problem = e.problem();
      return layout().problem(Glyph.FAILED, Layout.label(problem), problem);
    }
  }

  private Layout layout() {
    return common.look().layout(shell);
  }
}
