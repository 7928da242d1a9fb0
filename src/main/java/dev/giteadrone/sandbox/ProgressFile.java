package dev.giteadrone.sandbox;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * A file of progress events that one process writes and another one shows.
 *
 * @param file one line per event: its kind, label and text, separated by tabs
 */
record ProgressFile(Path file) {
  /** Creates an empty file. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * A progress that writes events into the file.
   *
   * @param log receives them as lines for people
   */
  Progress writer(PrintStream log) {
    return new Progress() {
      private String waitedFor = "";

      @Override
      public void waiting(String name, String seen, Duration soFar) {
        String now = name + "\t" + seen;
        if (!now.equals(waitedFor)) {
          waitedFor = now;
          add("waiting", name, seen);
        }
      }

      @Override
      public void fact(String label, String text) {
        add("fact", label, text);
        log.println("✔ " + label + " " + text);
      }

      @Override
      public void output(String line) {
        add("output", "", line);
        log.println("| " + line);
      }

      @Override
      public void warning(String text) {
        add("warning", "", text);
        log.println("! " + text);
      }
    };
  }

  /** Shows events that were written down. */
  final class Reader {
    private final Progress progress;
    private int shown;
    private String name = "";
    private String seen = "";
    private long since;

    Reader(Progress progress) {
      this.progress = progress;
    }

    /** Shows new events, and again what is being waited for. */
    void show() {
      List<String> all = lines();
      for (String line : all.subList(Math.min(shown, all.size()), all.size())) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          show(parts[0], parts[1], parts[2]);
        }
      }
      shown = all.size();
      if (!name.isEmpty()) {
        progress.waiting(name, seen, Duration.ofNanos(System.nanoTime() - since));
      }
    }

    private void show(String kind, String label, String text) {
      switch (kind) {
        case "waiting" -> {
          since = label.equals(name) ? since : System.nanoTime();
          name = label;
          seen = text;
        }
        case "fact" -> {
          name = label.equals(name) ? "" : name;
          progress.fact(label, text);
        }
        case "output" -> progress.output(text);
        default -> progress.warning(text);
      }
    }
  }

  private void add(String kind, String label, String text) {
    String line = kind + "\t" + clean(label) + "\t" + clean(text) + "\n";
    try {
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String clean(String text) {
    return Text.line(text).replace('\t', ' ');
  }

  /** The complete lines. */
  private List<String> lines() {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
