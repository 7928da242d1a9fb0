package dev.giteadrone.testing.internal;

import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.errors.WaitTimeoutException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Waits with a time limit. */
public final class Waiting {
  private static final Duration LOOK_EVERY = Duration.ofMillis(60);

  private Waiting() {}

  /** Ends the wait with this value. */
  public static <T> Poller.Poll<T> done(T value) {
    return Poller.Poll.done(value);
  }

  /**
   * Continues the wait.
   *
   * @param seen what was observed instead
   */
  public static <T> Poller.Poll<T> notYet(String seen) {
    return Poller.Poll.notYet(seen);
  }

  /**
   * Polls until the value is there. A server that cannot be reached is polled again, because tests
   * stop servers and cut their connections.
   *
   * @param what the expected thing, for messages
   * @param logTails the ends of the logs, for messages
   * @throws WaitTimeoutException if the value is not there within {@code limit}
   */
  public static <T> T until(
      String what,
      Duration limit,
      Supplier<Poller.Poll<T>> look,
      Supplier<Map<String, String>> logTails) {
    Poller.PollResult<T> ended =
        FailureMapping.translating(() ->
            new Poller(new Timeline(), Progress.SILENT)
                .until(what, Deadline.in(limit), LOOK_EVERY, () -> reaching(look)));
    return ended
        .value()
        .orElseThrow(
            () -> new WaitTimeoutException(what, ended.lastSeen(), ended.took(), logTails.get()));
  }

  private static <T> Poller.Poll<T> reaching(Supplier<Poller.Poll<T>> look) {
    try {
      return look.get();
    } catch (UnreachableException e) {
      return Poller.Poll.notYet(String.valueOf(e.getMessage()));
    }
  }
}
