package dev.giteadrone.doctor;

import java.time.Duration;
import java.util.Optional;

/** The difference between the clock of a server and that of this machine. */
final class Clock {
  /** From this difference on there is a warning. */
  static final Duration MUCH = Duration.ofSeconds(30);

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
    Duration difference = ahead.get().abs();
    if (difference.compareTo(MUCH) < 0) {
      return Finding.ok(LABEL, "less than " + MUCH.toSeconds() + " s from this machine's");
    }
    String way = ahead.get().isNegative() ? " behind" : " ahead of";
    return Finding.warning(
        LABEL,
        describe(difference) + way + " this machine's",
        "set the wrong clock, here or there: timedatectl set-ntp true");
  }

  private static String describe(Duration difference) {
    if (difference.toDays() > 0) {
      return difference.toDays() + " days " + difference.toHoursPart() + " h";
    }
    return difference.toHours() > 0
        ? difference.toHours() + " h " + difference.toMinutesPart() + " min"
        : difference.toMinutes() + " min " + difference.toSecondsPart() + " s";
  }
}
