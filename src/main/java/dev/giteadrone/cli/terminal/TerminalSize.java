package dev.giteadrone.cli.terminal;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.Layout;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The size of this process's terminal. Java cannot ask for it, so the program {@code stty} does,
 * once.
 */
final class TerminalSize {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What a terminal has that does not tell its size. */
  static final Size USUAL = new Size(24, Layout.STANDARD.width());

  /** Lines, and characters in a line. */
  record Size(int rows, int columns) {}

  private final Map<String, String> environment;
  private @Nullable Size known;

  /**
   * Nothing is asked yet.
   *
   * @param environment its {@code LINES} and {@code COLUMNS} count more than the terminal
   */
  TerminalSize(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  int columns() {
    return given("COLUMNS", USUAL.columns()).orElseGet(() -> size().columns());
  }

  int rows() {
    return given("LINES", USUAL.rows()).orElseGet(() -> size().rows());
  }

  private Optional<Integer> given(String variable, int usual) {
    String text = environment.getOrDefault(variable, "");
    return NUMBER.matcher(text).matches() ? Optional.of(number(text, usual)) : Optional.empty();
  }

  private synchronized Size size() {
    Size size = known;
    if (size == null) {
      size = asked();
      known = size;
    }
    return size;
  }

  private Size asked() {
    try {
      Subprocess.Command command =
          new Subprocess.Command(
              List.of("stty", "-F", "/dev/tty", "size"), Path.of("/"), Map.of(), false);
      return read(
          new Subprocess(new Timeline(), environment)
              .run(command, new byte[0], Deadline.in(PATIENCE))
              .text());
    } catch (Failure e) {
      return USUAL; // There is no stty, or it has other options.
    }
  }

  /** The size in what {@code stty size} prints, such as {@code 24 80}. */
  static Size read(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    return matcher.matches()
        ? new Size(
            number(matcher.group(1), USUAL.rows()), number(matcher.group(2), USUAL.columns()))
        : USUAL;
  }

  /** A terminal that does not know its size says 0. */
  private static int number(String text, int usual) {
    int number = Integer.parseInt(text);
    return number == 0 ? usual : number;
  }
}
