package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.result.ExitCode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * @param terminal whether {@code err} is a terminal that can rewrite a line
 * @param keyboard empty if standard input is not a terminal
 * @param programs creates the program that the commands call
 */
public record ProcessContext(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean terminal,
    Optional<Keyboard> keyboard,
    Program.Factory programs) {

  /** The keyboard of the terminal. */
  public interface Keyboard {
    /** The next line; empty at the end of all input, as after Ctrl-D. */
    Optional<String> line();
  }

  /** This context without a keyboard. */
  public ProcessContext(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path directory,
      boolean terminal,
      Program.Factory programs) {
    this(out, err, environment, directory, terminal, Optional.empty(), programs);
  }

  /** The context of this process. */
  public static ProcessContext ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new ProcessContext(
        new StandardOutput(),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Path.of("").toAbsolutePath(),
        !dumb && isTerminal(2),
        isTerminal(0) && isTerminal(2) ? Optional.of(typing()) : Optional.empty(),
        Program::real);
  }

  /** A variable's value; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
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

  /** Java knows this only of standard input and output, so on Linux the kernel is asked. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return picocli.CommandLine.Help.Ansi.AUTO.enabled();
    }
  }
}
