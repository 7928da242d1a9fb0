package dev.giteadrone.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Which of the standard streams are terminals, and how large they are.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal that can rewrite a line
 * @param width the number of columns; is asked only if one of them is a terminal
 * @param height the number of rows; is asked only if one of them is a terminal
 */
public record Terminals(boolean out, boolean err, IntSupplier width, IntSupplier height) {
  /** No stream is a terminal. */
  public static final Terminals NONE =
      new Terminals(
          false, false, () -> TerminalSize.USUAL.columns(), () -> TerminalSize.USUAL.rows());

  int columns() {
    return width.getAsInt();
  }

  int rows() {
    return height.getAsInt();
  }

  /** Those of this process; a dumb terminal counts as a file. */
  static Terminals ofProcess(Map<String, String> environment) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    if (dumb) {
      return NONE;
    }
    TerminalSize size = new TerminalSize(environment);
    return new Terminals(isTerminal(1), isTerminal(2), size::columns, size::rows);
  }

  /** Java knows this only of standard input and output, so on Linux the kernel is asked. */
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return picocli.CommandLine.Help.Ansi.AUTO.enabled();
    }
  }
}
