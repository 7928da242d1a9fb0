package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.result.ExitCode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the process, which tests can replace.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the variables
 * @param directory the working directory, for relative paths on the command line
 * @param terminals which of {@code out} and {@code err} are terminals
 * @param keyboard empty if standard input is not a terminal
 * @param programs creates the program that the commands call
 */
public record ProcessContext(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Terminals terminals,
    Optional<Keyboard> keyboard,
    Program.Factory programs) {

  /** The keyboard of the terminal. */
  public interface Keyboard {
    /** The next line; empty at the end of all input, as after Ctrl-D. */
    Optional<String> line();
  }

  /** This context without a terminal. */
  public ProcessContext(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path directory,
      Program.Factory programs) {
    this(out, err, environment, directory, Terminals.NONE, Optional.empty(), programs);
  }

  /** The context of this process. */
  public static ProcessContext ofProcess() {
    Map<String, String> environment = System.getenv();
    return new ProcessContext(
        new StandardOutput(),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Path.of("").toAbsolutePath(),
        Terminals.ofProcess(environment),
        Terminals.isTerminal(0) && Terminals.isTerminal(2)
            ? Optional.of(typing())
            : Optional.empty(),
        Program::real);
  }

  /** A variable's value; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Whether a pipeline runs this process, so that nobody is there. */
  public boolean isPipeline() {
    String ci = variable("CI");
    return !ci.isBlank() && !ci.equalsIgnoreCase("false") && !ci.equals("0");
  }

  /** A path of the command line. */
  public Path path(Path given) {
    return directory.resolve(given).normalize();
  }

  /** One reader for all lines: what it has read ahead would be lost to the next one. */
  private static Keyboard typing() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return () -> {
      try {
        return Optional.ofNullable(in.readLine());
      } catch (IOException e) {
        return Optional.empty();
      }
    };
  }

  /**
   * Says so if something could not be written to standard output.
   *
   * @param code how the command ended
   * @return FAILED if it was done, but its output is lost
   */
  public int endedWith(int code) {
    Optional<String> lost =
        out instanceof StandardOutput standard ? standard.lost() : Optional.empty();
    lost.ifPresent(why -> err.println("✗ standard output cannot be written: " + why));
    return lost.isPresent() && code == ExitCode.DONE.code() ? ExitCode.FAILED.code() : code;
  }
}
