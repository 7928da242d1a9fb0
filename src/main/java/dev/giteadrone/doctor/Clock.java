package dev.giteadrone.doctor;

import dev.giteadrone.time.ClockSkew;
import java.time.Duration;
import java.util.Optional;

/** The difference between the clock of a server and that of this machine. */
final class Clock {
  private static final String LABEL = "clock";

  private Clock() {}

  /**
   * Judges the difference.
   *
   * @param ahead how far the server's clock is ahead; empty if it does not say
   */
  static Finding of(Optional<Duration> ahead) {
    if (ahead.isEmpty()) {
      return Finding.skipped(LABEL, "the server does not tell its time");
    }
    ClockSkew skew = new ClockSkew(ahead.get());
    return skew.isMuch()
        ? Finding.warning(LABEL, skew.describe() + " this machine's", ClockSkew.NEXT)
        : Finding.ok(LABEL, "less than " + ClockSkew.MUCH.toSeconds() + " s from this machine's");
  }
}
