package dev.giteadrone.model.result;

import java.time.Duration;
import java.util.Locale;

/** Elapsed time in words. */
public final class Elapsed {
  private Elapsed() {}

  /** Such as {@code 12 ms}, {@code 2.1 s}, {@code 41 s} or {@code 1 min 5 s}. */
  public static String describe(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 100) {
      return millis + " ms";
    } else if (millis < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return seconds(Math.round(millis / 1000.0));
  }

  /**
   * The whole seconds that have passed, such as {@code 41 s}, for lines that are rewritten, where
   * tenths would flicker.
   */
  public static String wholeSeconds(Duration duration) {
    return seconds(duration.toSeconds());
  }

  private static String seconds(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
