package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.fleet.HostLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shows many hosts: as a table on a terminal, else as a line for each that is through. While a
 * question waits for its answer, nothing else is printed. Thread-safe.
 */
final class FleetScreen {
  private final Screen screen;
  private final Layout layout;
  private final Board board;
  private final HostRow row;
  private final List<Runnable> held = new ArrayList<>();
  // Not a monitor: before Java 24, a virtual thread that waits for one keeps a processor.
  private final Lock question = new ReentrantLock();
  private boolean asking;

  FleetScreen(Screen screen, Layout layout, int height, List<String> names) {
    this.screen = screen;
    this.layout = layout;
    this.board = new Board(layout, height, names);
    this.row = new HostRow(layout, names);
  }

  void start() {
    screen.table(board::lines);
  }

  void begins(String name, Supplier<String> where) {
    board.begins(name, where);
  }

  /** A host is through; on a terminal its line is in the table. */
  void ended(HostLine line) {
    board.ended(line);
    // After Ctrl-C, all hosts are printed at once.
    if (!screen.isLive() && line.exitCode() != ExitCode.INTERRUPTED) {
      print(() -> screen.line(row.of(line)));
    }
  }

  /** A warning of one host. */
  void warning(String name, String text) {
    print(() -> screen.lines(layout.wrapped(Glyph.ATTENTION, row.label(name), text)));
  }

  /** A line of the deploy of one host. */
  void output(String name, String text) {
    print(() -> screen.line("    " + HostRow.shown(name) + " | " + text));
  }

  /** What the command was asked for. */
  void data(List<String> lines) {
    print(() -> screen.data(lines));
  }

  /** Asks one question after the other, with nothing else on the screen. */
  <T> T ask(String name, Supplier<T> answer) {
    question.lock();
    try {
      synchronized (this) {
        asking = true;
        screen.hide();
        screen.line(Glyph.ATTENTION.sign() + " " + HostRow.shown(name) + " asks:");
      }
      try {
        return answer.get();
      } finally {
        goOn();
      }
    } finally {
      question.unlock();
    }
  }

  private synchronized void goOn() {
    asking = false;
    held.forEach(Runnable::run);
    held.clear();
    start();
  }

  private synchronized void print(Runnable lines) {
    if (asking) {
      held.add(lines);
    } else {
      lines.run();
    }
  }

  /** Removes the table. */
  void hide() {
    screen.hide();
  }
}
