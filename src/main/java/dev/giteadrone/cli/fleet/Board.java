package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.fleet.HostLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The table of all hosts, for a terminal: a line for each, those that are not done first, then
 * those that are running. What does not fit is in the last line, which counts all. Thread-safe.
 */
final class Board {
  private record Running(Supplier<String> where, long sinceNanos) {}

  private final Layout layout;
  private final HostRow row;
  private final int height;
  private final long startNanos = System.nanoTime();
  // By name: which of two threads begins first is a matter of chance.
  private final Map<String, Running> running = new TreeMap<>();
  private final Set<String> waiting;
  private final List<HostLine> failed = new ArrayList<>();
  private final List<HostLine> done = new ArrayList<>();

  /**
   * All hosts are waiting.
   *
   * @param height how many lines the table may have
   */
  Board(Layout layout, int height, List<String> names) {
    this.layout = layout;
    this.row = new HostRow(layout, names);
    this.height = height;
    this.waiting = new LinkedHashSet<>(names);
  }

  /**
   * A host begins.
   *
   * @param where asked for what it does at the moment
   */
  synchronized void begins(String name, Supplier<String> where) {
    waiting.remove(name);
    running.put(name, new Running(where, System.nanoTime()));
  }

  /** A host is through. */
  synchronized void ended(HostLine line) {
    waiting.remove(line.name());
    running.remove(line.name());
    (line.isDone() ? done : failed).add(line);
  }

  /** The lines at this moment. */
  synchronized List<String> lines() {
    int room = height - 1;
    int forRunning = Math.min(running.size(), Math.max(1, room / 2));
    List<String> lines = new ArrayList<>();
    failed.stream().limit(Math.max(1, room - forRunning)).map(row::of).forEach(lines::add);
    running.entrySet().stream()
        .limit(room - lines.size())
        .map(entry -> running(entry.getKey(), entry.getValue()))
        .forEach(lines::add);
    Stream.concat(
            done.stream().map(row::of),
            waiting.stream().map(name -> row.of(Glyph.SKIPPED, name, "waiting")))
        .limit(room - lines.size())
        .forEach(lines::add);
    lines.add(counts());
    return lines;
  }

  private String running(String name, Running run) {
    return row.of(Glyph.BUSY, name, run.where().get() + Screen.soFar(run.sinceNanos()));
  }

  private String counts() {
    int all = done.size() + failed.size() + running.size() + waiting.size();
    StringBuilder text = new StringBuilder();
    text.append(done.size()).append(" of ").append(all).append(" done");
    add(text, failed.size(), "not done");
    add(text, running.size(), "running");
    add(text, waiting.size(), "waiting");
    return layout.fact(Glyph.BUSY, text.toString(), Screen.soFar(startNanos).strip());
  }

  private static void add(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
