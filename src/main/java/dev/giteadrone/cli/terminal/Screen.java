package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Prints progress to standard error and data to standard output. On a terminal, a status line or a
 * table at the end is rewritten while something takes time. Thread-safe.
 */
public final class Screen implements AutoCloseable {
  /** The message after Ctrl-C, for a command that can simply be given again. */
  public static final String CONTINUES = "interrupted; the same command continues from here";

  private static final String CLEAR = "\r\u001b[K";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  // Without wrapping, a line longer than a narrow terminal does not scroll it.
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";
  private static final Duration TICK = Duration.ofMillis(250);

  /**
   * Where lines go.
   *
   * @param colour whether glyphs have colours
   */
  record Output(PrintStream out, boolean colour) {}

  private final Output progress;
  private final Output data;
  private final boolean live;
  private final int columns;
  private final Thread restore = new Thread(this::interrupted, "restore-terminal");
  private @Nullable Supplier<List<String>> current;
  private boolean stays;
  private @Nullable Thread ticker;
  private String farewell = "";
  private volatile Supplier<List<String>> atInterrupt = List::of;
  private int drawn;
  private boolean closed;

  /**
   * A screen.
   *
   * @param progress what is shown while the command runs
   * @param data what the command was asked for
   * @param live whether {@code progress} is a terminal whose last line can be rewritten
   * @param columns the width of that line
   */
  Screen(Output progress, Output data, boolean live, int columns) {
    this.columns = columns;
    this.progress = progress;
    this.data = data;
    this.live = live;
    Runtime.getRuntime().addShutdownHook(restore);
  }

  /** Sets the message for when Ctrl-C ends the process; nothing else is printed after it. */
  public synchronized void farewell(String text) {
    farewell = text;
  }

  /**
   * Sets what is done when Ctrl-C ends the process.
   *
   * @param action is called from another thread; returns lines to print, and prints none itself
   */
  public void atInterrupt(Supplier<List<String>> action) {
    atInterrupt = action;
  }

  /** Whether the status line and the table can be used. */
  public boolean isLive() {
    return live;
  }

  /** Prints lines that are not rewritten. */
  public void lines(List<String> lines) {
    print(progress, lines);
  }

  /** Prints what the command was asked for, to standard output. */
  public void data(List<String> lines) {
    print(data, lines);
  }

  private synchronized void print(Output to, List<String> lines) {
    if (closed) {
      return;
    }
    // Both outputs may be the same terminal, so the status line goes first.
    erase();
    if (!stays) {
      current = null;
    }
    lines.forEach(line -> to.out().println(coloured(line, to.colour())));
    to.out().flush();
    draw();
  }

  /** Prints a line that is not rewritten. */
  public void line(String line) {
    lines(List.of(line));
  }

  /**
   * Shows on the status line that something takes time; does nothing if that line cannot be
   * rewritten.
   *
   * @param sinceNanos when it began, on {@link System#nanoTime()}'s scale
   */
  public synchronized void busy(String label, String text, long sinceNanos) {
    if (!live || closed) {
      return;
    }
    stays = false;
    show(() -> List.of(status(label, text, sinceNanos)));
  }

  /**
   * Shows a table below all lines until {@link #hide}; does nothing if it cannot be rewritten.
   *
   * @param rows is asked again and again, from other threads; each one fits the width
   */
  public synchronized void table(Supplier<List<String>> rows) {
    if (live && !closed) {
      stays = true;
      show(rows);
    }
  }

  /** Removes the status line or the table. */
  public synchronized void hide() {
    erase();
    current = null;
    stays = false;
  }

  private void show(Supplier<List<String>> lines) {
    current = lines;
    draw();
    if (ticker == null) {
      ticker = Thread.ofVirtual().name("progress").start(this::tick);
    }
  }

  /** How long something has lasted, after a blank; nothing in the first second. */
  public static String soFar(long sinceNanos) {
    Duration so = Duration.ofNanos(System.nanoTime() - sinceNanos);
    return so.toSeconds() < 1 ? "" : " " + Elapsed.wholeSeconds(so);
  }

  private String status(String label, String text, long sinceNanos) {
    String after = soFar(sinceNanos);
    Layout room = new Layout(columns - 1 - after.length());
    return room.fact(Glyph.BUSY, label, text + " …") + after;
  }

  /** Restores the terminal. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    erase();
    closed = true;
    if (ticker != null) {
      ticker.interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // The process is already ending, and the shutdown hook does the same.
    }
  }

  private void interrupted() {
    // Not while this screen is locked: the run may be printing its end, and is waited for.
    List<String> lines = atInterrupt.get();
    sayFarewell(lines);
  }

  private synchronized void sayFarewell(List<String> lines) {
    if (closed) {
      return;
    }
    erase();
    if (!farewell.isEmpty()) {
      // Below the ^C that the terminal itself has printed.
      progress.out().println((live ? "\n" : "") + farewell);
    }
    lines.forEach(progress.out()::println);
    progress.out().flush();
    closed = true;
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK);
        synchronized (this) {
          if (closed) {
            return;
          }
          draw();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw() {
    Supplier<List<String>> now = current;
    if (now == null) {
      return;
    }
    List<String> lines = now.get();
    StringBuilder text = new StringBuilder(drawn == 0 ? HIDE_CURSOR : "");
    text.append(WRAP_OFF).append(clear());
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(coloured(lines.get(i), progress.colour()));
    }
    progress.out().print(text.append(WRAP_ON));
    progress.out().flush();
    drawn = Math.max(1, lines.size());
  }

  private synchronized void erase() {
    if (drawn > 0) {
      progress.out().print(clear() + SHOW_CURSOR);
      progress.out().flush();
      drawn = 0;
    }
  }

  /** Removes what is drawn, with the cursor in its last line. */
  private String clear() {
    return drawn > 1 ? "\r\u001b[" + (drawn - 1) + "A\u001b[J" : CLEAR;
  }

  /** Colours the first glyph of a line. No information is in the colour alone. */
  private static String coloured(String line, boolean colour) {
    if (!colour) {
      return line;
    }
    String text = line.stripLeading();
    for (Glyph glyph : Glyph.values()) {
      if (text.startsWith(glyph.sign() + " ")) {
        Style style = style(glyph);
        if (glyph == Glyph.FAILED) {
          return style.on() + Style.bold.on() + line + Style.reset.on();
        }
        int at = line.length() - text.length();
        String rest = line.substring(at + glyph.sign().length());
        return line.substring(0, at) + style.on() + glyph.sign() + Style.reset.on() + rest;
      }
    }
    return line;
  }

  private static Style style(Glyph glyph) {
    return switch (glyph) {
      case STAGE, BUSY -> Style.fg_cyan;
      case DONE, CREATED -> Style.fg_green;
      case FAILED -> Style.fg_red;
      case CHANGED, REMOVED, ATTENTION -> Style.fg_yellow;
      case SKIPPED -> Style.faint;
    };
  }
}
