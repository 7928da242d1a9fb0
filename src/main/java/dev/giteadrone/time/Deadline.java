package dev.giteadrone.time;

import java.time.Duration;

/**
 * A point in time at which all waits end.
 *
 * @param nanos on {@link System#nanoTime()}'s scale
 * @param limit how long it was from the start, for messages
 */
public record Deadline(long nanos, Duration limit) {

  /** The deadline this long from now. */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos(), duration);
  }

  /** The remaining time; zero if it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** Whether it has passed. */
  public boolean passed() {
    return remaining().isZero();
  }

  /** The earlier of this deadline and the one {@code duration} from now. */
  public Deadline within(Duration duration) {
    Deadline other = in(duration);
    return other.nanos - nanos < 0 ? other : this;
  }

  /**
   * This deadline moved {@code duration} later, for time that does not count, such as a deploy's.
   */
  public Deadline plus(Duration duration) {
    return new Deadline(nanos + duration.toNanos(), limit);
  }
}
