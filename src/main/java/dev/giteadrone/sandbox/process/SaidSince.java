package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a program has said something since it was started, for those of which only that tells.
 */
public final class SaidSince {
  private final Path log;
  private final String words;
  private volatile long from;

  public SaidSince(Path log, String words) {
    this.log = log;
    this.words = words;
  }

  /** To be called when it is started. */
  public void mark() {
    try {
      from = Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has said it. */
  public boolean isTrue() {
    try (var in = Files.newInputStream(log)) {
      in.skipNBytes(from);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(words);
    } catch (IOException e) {
      return false;
    }
  }
}
