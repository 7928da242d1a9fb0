package dev.giteadrone.model;

import java.time.Duration;
import java.util.Locale;

/** Elapsed time in words. */
public final class Elapsed {
  private Elapsed() {}

  /** Such as {@code 0.4 s} or {@code 2 min 3 s}. */
  public static String words(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 60
            ? Math.round(seconds) + " s"
            : Math.round(seconds) / 60 + " min " + Math.round(seconds) % 60 + " s";
  }
}
