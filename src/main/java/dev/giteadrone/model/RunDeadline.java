package dev.giteadrone.model;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** When a run must end; time that does not count, such as a deploy's, moves it. Thread-safe. */
public final class RunDeadline implements Supplier<Deadline> {
  private final AtomicReference<Deadline> current;

  /** Ends this long from now. */
  public RunDeadline(Duration timeout) {
    this.current = new AtomicReference<>(Deadline.in(timeout));
  }

  @Override
  public Deadline get() {
    return current.get();
  }

  /** Moves the end by time that was spent on something with a limit of its own. */
  public void extend(Duration duration) {
    current.updateAndGet(deadline -> deadline.plus(duration));
  }
}
