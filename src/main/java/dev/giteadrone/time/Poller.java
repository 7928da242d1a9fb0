package dev.giteadrone.time;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A named, bounded wait that remembers what it saw last. */
public final class Poller {

  /**
   * One look.
   *
   * @param value present when the wait is over
   * @param seen what was seen, for the progress line and the failure
   */
  public record Poll<T>(Optional<T> value, String seen) {
    /** The thing waited for is there. */
    public static <T> Poll<T> done(T value) {
      return new Poll<>(Optional.of(value), "");
    }

    /** Not yet; {@code seen} says what there is instead. */
    public static <T> Poll<T> notYet(String seen) {
      return new Poll<>(Optional.empty(), seen);
    }
  }

  /**
   * How a wait ended.
   *
   * @param value present unless time ran out
   * @param lastSeen the last observation that was not yet the wanted one; empty if the first look
   *     succeeded
   * @param took how long it took
   */
  public record PollResult<T>(Optional<T> value, String lastSeen, Duration took) {}

  private final Timeline timeline;
  private final Progress progress;
  private final Pace pace;

  /** Waits are recorded in {@code timeline} and shown in {@code progress}. */
  public Poller(Timeline timeline, Progress progress) {
    this(timeline, progress, Pace.DEFAULT);
  }

  /** The same at another pace. */
  public Poller(Timeline timeline, Progress progress, Pace pace) {
    this.timeline = timeline;
    this.progress = progress;
    this.pace = pace;
  }

  /** How long is waited for what. */
  public Pace pace() {
    return pace;
  }

  /**
   * Looks until the value is there or the deadline has passed; looks at least once.
   *
   * @param name what is waited for, as the progress line names it
   * @param interval the pause between two looks
   */
  public <T> PollResult<T> until(
      String name, Deadline deadline, Duration interval, Supplier<Poll<T>> look) {
    long start = System.nanoTime();
    String lastSeen = "";
    while (true) {
      Poll<T> now = look.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (now.value().isPresent()) {
        return new PollResult<>(now.value(), lastSeen, took);
      }
      lastSeen = now.seen();
      progress.waiting(name, lastSeen, took);
      pause(name, min(interval, deadline.remaining()));
      if (deadline.passed()) {
        // A look that has no time left would only see that.
        return new PollResult<>(
            Optional.empty(), lastSeen, Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }

  private void pause(String name, Duration duration) {
    try (Timeline.Open ignored = timeline.open(Timeline.Kind.WAIT, name)) {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.interrupted("waiting for " + name, e);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
