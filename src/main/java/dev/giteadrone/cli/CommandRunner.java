package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.CompositeProgress;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.RunTrail;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs one command: reads the configuration, runs the program, and writes the output and the
 * report.
 */
final class CommandRunner {
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
  private final Path config;
  private final Optional<MachineOutput> machine;
  private String farewell = Screen.CONTINUES;

  /** Runs commands with this configuration. */
  CommandRunner(ProcessContext shell, CommonOptions common, Path config) {
    this.shell = shell;
    this.config = config;
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
      RunEnd.Content end) {
    common.check(shell, config);
    Layout layout = common.look().layout(shell);
    RunEnd runEnd =
        new RunEnd(
            new RunEnd.Outputs(
                layout, common.look().dataLayout(shell), machine, common.report(shell)),
            end);
    RunTrail trail = new RunTrail();
    try (Screen screen = common.screen(shell)) {
      screen.farewell(farewell);
      ProgressLines lines = new ProgressLines(screen, layout, detail, common.look().verbose());
      boolean stopped = true;
      RunReport report;
      try {
        Desired desired = ConfigFile.load(config, shell.environment(), common.allowPlainHttp());
        Program program =
            shell
                .programs()
                .of(
                    desired,
                    options,
                    progress(lines, trail),
                    shell.environment(),
                    common.secondFactor(shell, screen));
        screen.atInterrupt(() -> runEnd.interrupted(() -> program.interrupted(trail)));
        report = action.apply(program);
        stopped = report.problem().isPresent();
      } finally {
        lines.finish(stopped);
      }
      return new Ended(report, runEnd.reached(report, screen));
    }
  }

  private Progress progress(ProgressLines lines, RunTrail trail) {
    Progress people = new CompositeProgress(trail, lines);
    return machine.isPresent() ? new CompositeProgress(people, machine.get()) : people;
  }
}
