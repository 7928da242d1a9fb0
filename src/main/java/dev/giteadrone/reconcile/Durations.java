package dev.giteadrone.reconcile;

import java.time.Duration;
import java.util.Locale;

/** Durations in words. */
final class Durations {
  private Durations() {}

  /** Such as {@code 0.4 s} or {@code 2 min 3 s}. */
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 60
            ? Math.round(seconds) + " s"
            : Math.round(seconds) / 60 + " min " + Math.round(seconds) % 60 + " s";
  }
}
