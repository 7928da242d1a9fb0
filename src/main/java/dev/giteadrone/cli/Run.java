package dev.giteadrone.cli;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.report.Glyph;
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
final class Run {
  private final Shell shell;
  private final CommonOptions common;
  private final JsonEvents json;

  Run(Shell shell, CommonOptions common) {
    this.shell = shell;
    this.common = common;
    this.json = new JsonEvents(shell.out()::println);
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
    Layout layout = common.layout();
    try (Screen screen = common.screen(shell)) {
      ProgressLines lines = new ProgressLines(screen, layout, detail, common.verbose());
      boolean stopped = true;
      RunReport report;
      try {
        Desired desired =
            ConfigFile.load(common.config(shell), shell.environment(), common.allowPlainHttp());
        Progress progress = common.isJson() ? new Both(lines, json) : lines;
        report = action.apply(shell.programs().of(desired, options, progress));
        stopped = report.problem().isPresent();
      } finally {
        lines.finish(stopped);
      }
      screen.lines(end.apply(new TextReport(layout), report));
      if (common.isJson()) {
        json.run(report);
      }
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

  /** Says why there was no run. */
  int failed(Failure failure) {
    List<Problem> problems =
        failure instanceof InvalidConfig invalid ? invalid.problems() : List.of(failure.problem());
    try (Screen screen = common.screen(shell)) {
      if (failure instanceof InvalidConfig) {
        invalid(screen, problems);
      } else {
        Problem problem = failure.problem();
        screen.lines(common.layout().problem(Glyph.FAILED, Layout.label(problem), problem));
      }
    }
    if (common.isJson()) {
      json.error(failure.exitCode(), problems);
    }
    return failure.exitCode().code();
  }

  private void invalid(Screen screen, List<Problem> problems) {
    for (Problem problem : problems) {
      screen.line(Glyph.FAILED.sign() + " " + problem.summary() + ": " + problem.seen());
      screen.line("    " + problem.next());
    }
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    String more = "gitea-drone explain " + problems.getFirst().check();
    screen.line(count + ", nothing was touched. More: " + more);
  }

  /** Says that this program is at fault. */
  int broken(Throwable thrown) {
    String where = Breakage.where(thrown);
    try (Screen screen = common.screen(shell)) {
      screen.line("✗ unexpected " + thrown.getClass().getSimpleName() + where);
      screen.line(
          common.verbose()
              ? "    please report it with the lines below"
              : "    this is a defect; run it again with -v and report what it says");
      if (common.verbose()) {
        screen.lines(Breakage.trace(thrown));
      }
    }
    if (common.isJson()) {
      String what = thrown.getClass().getSimpleName() + where;
      json.error(
          ExitCode.FAILED,
          List.of(Problem.of("run.defect", "running", "unexpected " + what, "report it")));
    }
    return ExitCode.FAILED.code();
  }
}
