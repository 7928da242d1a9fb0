package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.config.Durations;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options that every command has that talks to servers. */
final class CommonOptions {
  /** Reads {@code 90s}, {@code 5m} and {@code 1h30m}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return Durations.parse(value)
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' is not like 90s, 5m or 1h30m"));
    }
  }

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = {"-f", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: ./${DEFAULT-VALUE}).")
  private Path config = Path.of(ConfigFile.DEFAULT_NAME);

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
      description = "Write a report: .html, .json or .xml (JUnit).")
  private @Nullable Path report;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description = "PEM file of certificate authorities to trust in addition to Java's.")
  private @Nullable Path caCertificate;

  @Option(
      names = "--allow-plain-http",
      description = "Allow plain HTTP to other hosts; passwords cross the network unencrypted.")
  private boolean allowPlainHttp;

  @Option(names = "--yes", description = "Ask no questions.")
  private boolean yes;

  @Mixin private final ScreenOptions screen = new ScreenOptions();

  /**
   * Looks at what the options name.
   *
   * @throws ParameterException if a report has no known form or folder, or a file is not there
   */
  void check(ProcessContext shell) {
    if (report != null) {
      Path folder = shell.path(report).getParent();
      if (!ReportFile.isKnown(report)) {
        throw wrong("--report " + report + " does not end in .html, .json or .xml");
      } else if (folder == null || !Files.isDirectory(folder)) {
        throw wrong("--report " + report + ": there is no such folder");
      }
    }
    if (caCertificate != null && !Files.isReadable(shell.path(caCertificate))) {
      throw wrong("--ca-cert " + caCertificate + " cannot be read");
    }
  }

  /**
   * Has somebody confirm what cannot be taken back, unless told not to ask.
   *
   * @param what such as {@code rotating client-secret}
   * @param question what is asked, on the line where the answer is typed
   * @param answer accepts what was typed, without blanks around it
   * @return whether to go on; if not, it was said that nothing was touched
   * @throws ParameterException if nobody sits there who could answer
   */
  boolean confirmed(ProcessContext shell, String what, String question, Predicate<String> answer) {
    if (yes) {
      return true;
    }
    ProcessContext.Keyboard keyboard =
        shell
            .keyboard()
            .orElseThrow(() ->
                wrong(
                    what
                        + " needs a confirmation on a terminal, and this is not one: give"
                        + " --yes to continue"));
    shell.err().print(question + " ");
    shell.err().flush();
    if (answer.test(keyboard.line().orElse("").strip())) {
      return true;
    }
    shell.err().println("Nothing was touched.");
    return false;
  }

  /** A usage error of the command that has these options. */
  ParameterException wrong(String message) {
    CommandLine line = command == null ? new CommandLine(this) : command.commandLine();
    return new ParameterException(line, message);
  }

  /** How the run behaves, as far as these options say. */
  RunOptions run(ProcessContext shell, Level level) {
    return new RunOptions(
        timeout,
        level,
        false,
        false,
        false,
        allowPlainHttp,
        Optional.ofNullable(caCertificate).map(shell::path));
  }

  Path config(ProcessContext shell) {
    return shell.path(config);
  }

  Optional<Path> report(ProcessContext shell) {
    return Optional.ofNullable(report).map(shell::path);
  }

  boolean allowPlainHttp() {
    return allowPlainHttp;
  }

  /** Whether nothing may be asked. */
  boolean yes() {
    return yes;
  }

  /** How it looks to people. */
  ScreenOptions look() {
    return screen;
  }

  /** The screen for people; with JSON on the same terminal no line is rewritten. */
  Screen screen(ProcessContext shell) {
    return screen.screen(shell, !output.isJson());
  }

  /** What goes to standard output, if anything does. */
  Optional<JsonEvents> json(ProcessContext shell) {
    return output.json(shell);
  }

  ErrorPrinter complaints(ProcessContext shell) {
    return new ErrorPrinter(shell, screen, json(shell));
  }
}
