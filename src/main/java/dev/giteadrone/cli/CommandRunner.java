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
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.ReportFile;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One run of a command: configuration, program, what people and machines see of it. */
final class CommandRunner {
  private final ProcessContext shell;
  private final CommonOptions common;
  private final Optional<JsonEvents> json;
  private String farewell = "interrupted; the same command continues from here";

  CommandRunner(ProcessContext shell, CommonOptions common) {
    this.shell = shell;
    this.common = common;
    this.json = common.json(shell);
  }

  /** The same, with other words for somebody who interrupts it. */
  CommandRunner interrupted(String words) {
    farewell = words;
    return this;
  }

  /**
   * Runs.
   *
   * @param detail how much people see of it while it runs
   * @param action the part of the program to run
   * @param end what people see at its end
   * @return what the process exits with, as the run itself sees it
   */
  RunReport run(
      RunOptions options,
      ProgressLines.Detail detail,
      Function<Program, RunReport> action,
      BiFunction<TextReport, RunReport, List<String>> end) {
    common.check(shell);
    Layout layout = common.look().layout();
    try (Screen screen = common.screen(shell)) {
      screen.farewell(farewell);
      ProgressLines lines = new ProgressLines(screen, layout, detail, common.look().verbose());
      boolean stopped = true;
      RunReport report;
      try {
        Desired desired =
            ConfigFile.load(common.config(shell), shell.environment(), common.allowPlainHttp());
        Progress progress = json.isPresent() ? new CompositeProgress(lines, json.get()) : lines;
        report = action.apply(shell.programs().of(desired, options, progress, shell.environment()));
        stopped = report.problem().isPresent();
      } finally {
        lines.finish(stopped);
      }
      screen.lines(end.apply(new TextReport(layout), report));
      json.ifPresent(events -> events.run(report));
      write(report, screen);
      return report;
    }
  }

  /** A run that cannot leave its report has still run, so its exit code stands. */
  private void write(RunReport report, Screen screen) {
    Optional<Path> file = common.report(shell);
    if (file.isEmpty()) {
      return;
    }
    try {
      ReportFile.write(file.get(), report);
    } catch (IOException e) {
      String seen = e.getClass().getSimpleName();
      screen.line("! the report could not be written to " + file.get() + ": " + seen);
    }
  }
}
