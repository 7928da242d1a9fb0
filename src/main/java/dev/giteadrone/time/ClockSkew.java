package dev.giteadrone.time;

import java.time.Duration;

/**
 * The difference between the clock of a server and that of this machine.
 *
 * @param ahead how far the server's clock is ahead; negative if it is behind
 */
public record ClockSkew(Duration ahead) {
  /** From this difference on there is a warning. */
  public static final Duration MUCH = Duration.ofSeconds(30);

  /** What to do about it. */
  public static final String NEXT = "set the wrong clock, here or there: timedatectl set-ntp true";

  /** Whether the difference is worth a warning: TLS, codes and tokens may fail for it. */
  public boolean isMuch() {
    return ahead.abs().compareTo(MUCH) >= 0;
  }

  /** Such as {@code 2 days 2 h ahead of}. */
  public String describe() {
    return amount(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of");
  }

  private static String amount(Duration difference) {
    if (difference.toDays() > 0) {
      return difference.toDays() + " days " + difference.toHoursPart() + " h";
    }
    return difference.toHours() > 0
        ? difference.toHours() + " h " + difference.toMinutesPart() + " min"
        : difference.toMinutes() + " min " + difference.toSecondsPart() + " s";
  }
}
