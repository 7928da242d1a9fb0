package dev.giteadrone.cli.terminal;

import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.MachineOutput;
import java.util.List;
import java.util.Optional;

/** Prints why there was no run: as text, and for programs if requested. */
public final class ErrorPrinter {
  private final ProcessContext shell;
  private final ScreenOptions options;
  private final Optional<MachineOutput> machine;

  public ErrorPrinter(
      ProcessContext shell, ScreenOptions options, Optional<MachineOutput> machine) {
    this.shell = shell;
    this.options = options;
    this.machine = machine;
  }

  /** Prints an expected failure. */
  public int failed(Failure failure) {
    List<Problem> problems =
        failure instanceof InvalidConfig invalid ? invalid.problems() : List.of(failure.problem());
    try (Screen screen = options.screen(shell, machine.isEmpty())) {
      if (failure instanceof InvalidConfig) {
        invalid(screen, problems);
      } else {
        Problem problem = failure.problem();
        screen.lines(options.layout(shell).problem(Glyph.FAILED, Layout.label(problem), problem));
      }
    }
    machine.ifPresent(output -> output.error(failure.exitCode(), problems));
    return failure.exitCode().code();
  }

  private static void invalid(Screen screen, List<Problem> problems) {
    for (Problem problem : problems) {
      screen.line(Glyph.FAILED.sign() + " " + problem.summary() + ": " + problem.seen());
      screen.line("    " + problem.next());
    }
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    String more = "gitea-drone explain " + problems.getFirst().check();
    screen.line(count + ", nothing was touched. More: " + more);
  }

  /**
   * Prints an unexpected exception: a defect of this program or a problem of the Java virtual
   * machine.
   */
  public int broken(Throwable thrown) {
    String what = "unexpected " + thrown.getClass().getSimpleName() + CrashReport.where(thrown);
    try (Screen screen = options.screen(shell, machine.isEmpty())) {
      screen.line(Glyph.FAILED.sign() + " " + what);
      CrashReport.next(thrown, options.verbose()).forEach(line -> screen.line("    " + line));
      if (options.verbose()) {
        screen.lines(CrashReport.trace(thrown));
      }
    }
    machine.ifPresent(
        output -> output.error(ExitCode.FAILED, List.of(CrashReport.problem(thrown, what))));
    return ExitCode.FAILED.code();
  }
}
