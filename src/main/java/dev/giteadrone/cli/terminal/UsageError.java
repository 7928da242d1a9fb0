package dev.giteadrone.cli.terminal;

import dev.giteadrone.config.Nearest;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what is wrong with a command line: one line, what may be meant, and where the help is. */
public final class UsageError {
  private UsageError() {}

  /**
   * The command line that options belong to.
   *
   * @param command that has the options; null if they were made without one
   */
  public static CommandLine line(@Nullable CommandSpec command, Object options) {
    return command == null ? new CommandLine(options) : command.commandLine();
  }

  /** Prints it; returns the exit code. */
  public static int print(ParameterException e, ProcessContext shell) {
    CommandLine command = e.getCommandLine();
    String given =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().getFirst()
            : "";
    Map<String, CommandLine> commands = command.getSubcommands();
    if (!given.isEmpty() && !given.startsWith("-") && !commands.isEmpty()) {
      shell.err().println("✗ there is no command " + Text.neutral(given, 60));
      shell.err().println("    " + meant(given, commands.keySet()).orElse(list(commands.keySet())));
    } else {
      shell.err().println("✗ " + Text.neutral(String.valueOf(e.getMessage()), 400));
      meant(given.replaceFirst("=.*", ""), command.getCommandSpec().optionsMap().keySet())
          .ifPresent(line -> shell.err().println("    " + line));
    }
    shell.err().println("    " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  /** Only something near: a guess that is far off misleads. */
  private static Optional<String> meant(String given, Collection<String> known) {
    return given.isEmpty()
        ? Optional.empty()
        : Nearest.to(given, known).map(near -> "did you mean " + near + "?");
  }

  private static String list(Collection<String> commands) {
    return "commands: " + String.join(", ", commands);
  }
}
