package dev.giteadrone.time;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The deadline of a run. Time that does not count, such as that of a deploy, moves it. Thread-safe.
 */
public final class RunDeadline implements Supplier<Deadline> {
  private Deadline current;

  /** Ends this long from now. */
  public RunDeadline(Duration timeout) {
    this.current = Deadline.in(timeout);
  }

  @Override
  public synchronized Deadline get() {
    return current;
  }

  /** Moves the end by time that was spent on something with a limit of its own. */
  public synchronized void extend(Duration duration) {
    current = current.plus(duration);
  }
}
