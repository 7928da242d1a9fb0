package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a program has written a text to its log since it was started. For programs whose
 * readiness shows in the log only.
 */
public final class SaidSince {
  private final Path log;
  private final String words;
  private volatile long from;

  public SaidSince(Path log, String words) {
    this.log = log;
    this.words = words;
  }

  /** Call it when the program is started. */
  public void mark() {
    try {
      from = Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the text is in the log. */
  public boolean isTrue() {
    try (var in = Files.newInputStream(log)) {
      in.skipNBytes(from);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(words);
    } catch (IOException e) {
      return false;
    }
  }
}
