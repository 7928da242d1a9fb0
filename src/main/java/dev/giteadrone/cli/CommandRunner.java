package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.CompositeProgress;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.ReportFile;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs one command: reads the configuration, runs the program, and writes the output and the
 * report.
 */
final class CommandRunner {
  /** What is printed at the end. */
  enum End {
    /** The result of a run that changed or checked something. */
    SUMMARY,
    /** The planned steps, to standard output: they are what the command was asked for. */
    PLAN,
    /** The planned steps, before a question on the terminal. */
    PREVIEW
  }

  /**
   * How a command ended.
   *
   * @param written whether the report that was asked for is written
   */
  record Ended(RunReport report, boolean written) {
    /** The exit code of the process. */
    int code() {
      return code(report.exitCode());
    }

    /** The same where the run ended with {@code run}; only a run that is done can become worse. */
    int code(ExitCode run) {
      return (run == ExitCode.DONE && !written ? ExitCode.FAILED : run).code();
    }
  }

  private final ProcessContext shell;
  private final CommonOptions common;
  private final Optional<MachineOutput> machine;
  private String farewell = "interrupted; the same command continues from here";

  CommandRunner(ProcessContext shell, CommonOptions common) {
    this.shell = shell;
    this.common = common;
    this.machine = common.machine(shell);
  }

  /** As the other constructor, with another message for an interrupt by Ctrl-C. */
  CommandRunner interrupted(String words) {
    farewell = words;
    return this;
  }

  /**
   * Runs the command.
   *
   * @param detail how many lines are shown while it runs
   * @param action what to run
   * @param end what is printed at the end
   * @return what the run has done
   */
  Ended run(
      RunOptions options,
      ProgressLines.Detail detail,
      Function<Program, RunReport> action,
      End end) {
    common.check(shell);
    Layout layout = common.look().layout(shell);
    try (Screen screen = common.screen(shell)) {
      screen.farewell(farewell);
      ProgressLines lines = new ProgressLines(screen, layout, detail, common.look().verbose());
      boolean stopped = true;
      RunReport report;
      try {
        Desired desired =
            ConfigFile.load(common.config(shell), shell.environment(), common.allowPlainHttp());
        Progress progress =
            machine.isPresent() ? new CompositeProgress(lines, machine.get()) : lines;
        report = action.apply(shell.programs().of(desired, options, progress, shell.environment()));
        stopped = report.problem().isPresent();
      } finally {
        lines.finish(stopped);
      }
      print(end, screen, report);
      machine.ifPresent(output -> output.run(report));
      return new Ended(report, write(report, screen, layout));
    }
  }

  private void print(End end, Screen screen, RunReport report) {
    TextReport text = new TextReport(common.look().layout(shell));
    switch (end) {
      case SUMMARY -> screen.lines(text.closing(report));
      case PREVIEW -> screen.lines(text.plan(report));
      case PLAN -> screen.data(new TextReport(common.look().dataLayout(shell)).plan(report));
    }
    if (end != End.SUMMARY) {
      screen.lines(text.stopped(report));
    }
  }

  private boolean write(RunReport report, Screen screen, Layout layout) {
    try {
      common.report(shell).ifPresent(file -> ReportFile.write(file, report));
      return true;
    } catch (Failure e) {
      screen.lines(layout.problem(Glyph.FAILED, Layout.label(e.problem()), e.problem()));
      return false;
    }
  }
}
