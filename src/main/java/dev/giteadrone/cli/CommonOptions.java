package dev.giteadrone.cli;

import dev.giteadrone.cli.fleet.HostsOption;
import dev.giteadrone.cli.fleet.ManyHosts;
import dev.giteadrone.cli.terminal.CaCertificateOption;
import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.cli.terminal.TerminalSecondFactor;
import dev.giteadrone.cli.terminal.UsageError;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.file.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands that connect to the servers. */
final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "Time limit of the run, not counting the deploy (default: ${DEFAULT-VALUE}).")
  private Duration timeout = RunOptions.DEFAULT.timeout();

  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write a report: .html, .json or .xml (JUnit).",
        "Of many hosts: a folder with all of them."
      })
  private @Nullable Path report;

  @Mixin private final CaCertificateOption caCertificate = new CaCertificateOption();

  @Option(
      names = "--allow-plain-http",
      description = "Allow plain HTTP to other hosts; passwords cross the network unencrypted.")
  private boolean allowPlainHttp;

  @Option(names = "--yes", description = "Ask no questions.")
  private boolean yes;

  @Mixin private final ScreenOptions screen = new ScreenOptions();

  /**
   * Checks the output, and the files that the options name.
   *
   * @param config the configuration, which no report may overwrite
   * @throws ParameterException if the command has no such output, the report has an unknown suffix
   *     or no folder, or a file does not exist
   */
  void check(ProcessContext shell, Path config) {
    if (report != null && shell.path(report).equals(config)) {
      throw wrong("--report " + report + " would overwrite the configuration");
    }
    checkOutput(shell);
    if (report != null) {
      Path folder = shell.path(report).getParent();
      if (!ReportFile.isKnown(report)) {
        throw wrong("--report " + report + " does not end in .html, .json or .xml");
      } else if (folder == null || !Files.isDirectory(folder)) {
        throw wrong("--report " + report + ": there is no such folder");
      } else if (Files.isDirectory(shell.path(report))) {
        throw wrong("--report " + report + " is a folder");
      }
    }
  }

  private void checkOutput(ProcessContext shell) {
    if (command == null || !command.name().equals("verify")) {
      output.requireNoMetrics(line());
    }
    caCertificate.requireReadable(shell);
    if (report != null && report.toString().isBlank()) {
      throw wrong("--report '' names nothing; give a file, or a folder for many hosts");
    }
  }

  /**
   * Runs a command on many hosts.
   *
   * @param exitCode that of a run of one host
   * @return the exit code of the process
   */
  int onMany(
      ProcessContext shell,
      HostsOption hosts,
      RunOptions options,
      Function<Program, RunReport> action,
      Function<RunReport, ExitCode> exitCode) {
    checkOutput(shell);
    String name = command == null ? "" : command.name();
    ManyHosts.Outputs outputs =
        new ManyHosts.Outputs(
            screen,
            output.isText(),
            output.ofMany(shell),
            report(shell),
            shown -> secondFactor(shell, shown));
    return new ManyHosts(shell, hosts, outputs)
        .run(
            new ManyHosts.Job(
                name, Version.line(), options, action, exitCode, name.equals("plan")));
  }

  /**
   * Checks that a question can be asked, before anything is shown that leads to it.
   *
   * @param what such as {@code rotating client-secret}
   * @throws ParameterException if there is no terminal to ask on, or the output is for a program
   */
  void requireAnswer(ProcessContext shell, String what) {
    if (yes) {
      return;
    }
    if (!output.isText()) {
      throw wrong(
          what
              + " needs a confirmation, which --output "
              + output
              + " cannot ask for: give"
              + " --yes to continue");
    }
    if (shell.keyboard().isEmpty()) {
      throw wrong(
          what
              + " needs a confirmation on a terminal, and this is not one: give --yes to"
              + " continue");
    }
  }

  /**
   * Asks for confirmation of a change that cannot be undone, unless {@code --yes} is given.
   *
   * @param question the question to print
   * @param answer whether the typed answer, without blanks around it, means yes
   * @return whether to continue; if not, a message was printed
   */
  boolean confirmed(ProcessContext shell, String question, Predicate<String> answer) {
    if (yes) {
      return true;
    }
    ProcessContext.Keyboard keyboard = shell.keyboard().orElseThrow();
    shell.err().print(question + " ");
    shell.err().flush();
    if (answer.test(keyboard.line().orElse("").strip())) {
      return true;
    }
    shell.err().println("Nothing was touched.");
    return false;
  }

  /** Who is asked for a code of the second factor, if a question may be asked here. */
  SecondFactor secondFactor(ProcessContext shell, Screen screen) {
    return yes || !output.isText() || shell.isPipeline()
        ? SecondFactor.NONE
        : shell
            .keyboard()
            .<SecondFactor>map(keyboard -> new TerminalSecondFactor(shell, keyboard, screen))
            .orElse(SecondFactor.NONE);
  }

  /** A usage error of the command that has these options. */
  ParameterException wrong(String message) {
    return new ParameterException(line(), message);
  }

  private CommandLine line() {
    return UsageError.line(command, this);
  }

  /** The run options that these options set. */
  RunOptions run(ProcessContext shell, Level level) {
    return new RunOptions(
        timeout, level, false, false, false, allowPlainHttp, caCertificate.file(shell), Set.of());
  }

  Optional<Path> report(ProcessContext shell) {
    return Optional.ofNullable(report).map(shell::path);
  }

  boolean allowPlainHttp() {
    return allowPlainHttp;
  }

  /** Whether {@code --yes} is given, so that no question may be asked. */
  boolean yes() {
    return yes;
  }

  /** The options of the screen. */
  ScreenOptions look() {
    return screen;
  }

  /** The screen for people; with other output on the same terminal no line is rewritten. */
  Screen screen(ProcessContext shell) {
    return screen.screen(shell, output.isText());
  }

  /** What goes to standard output for programs, if it is requested. */
  Optional<MachineOutput> machine(ProcessContext shell) {
    return output.machine(shell);
  }

  ErrorPrinter complaints(ProcessContext shell) {
    return new ErrorPrinter(shell, screen, machine(shell));
  }
}
