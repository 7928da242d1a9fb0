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
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number of columns of this process's terminal. Java cannot ask for it, so the program {@code
 * stty} does, once.
 */
final class TerminalWidth implements IntSupplier {
  private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private @Nullable Integer columns;

  /**
   * Nothing is asked yet.
   *
   * @param environment its {@code COLUMNS} counts more than the terminal
   */
  TerminalWidth(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public synchronized int getAsInt() {
    Integer known = columns;
    if (known == null) {
      String given = environment.getOrDefault("COLUMNS", "");
      known = NUMBER.matcher(given).matches() ? columns(given) : asked();
      columns = known;
    }
    return known;
  }

  private int asked() {
    try {
      Subprocess.Command command =
          new Subprocess.Command(
              List.of("stty", "-F", "/dev/tty", "size"), Path.of("/"), Map.of(), false);
      return read(
          new Subprocess(new Timeline(), environment)
              .run(command, new byte[0], Deadline.in(PATIENCE))
              .text());
    } catch (Failure e) {
      return Layout.STANDARD.width(); // There is no stty, or it has other options.
    }
  }

  /** The columns in what {@code stty size} prints, such as {@code 24 80}. */
  static int read(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    return matcher.matches() ? columns(matcher.group(1)) : Layout.STANDARD.width();
  }

  /** A terminal that does not know its size says 0. */
  private static int columns(String number) {
    int columns = Integer.parseInt(number);
    return columns == 0 ? Layout.STANDARD.width() : columns;
  }
}
