package dev.giteadrone.time;

import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.plan.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A named wait with a time limit, which keeps the last observation. The pauses are short at first,
 * since most waits end soon, and grow. Each varies by up to a tenth, so that many runs do not ask a
 * server at the same moment.
 */
public final class Poller {
  /** The first pause is this part of the longest. */
  private static final int FIRST = 16;

  private static final double GROWTH = 1.5;
  private static final double JITTER = 0.1;

  /**
   * One poll.
   *
   * @param value present when the wait is over
   * @param seen what was seen, for the progress line and the failure
   */
  public record Poll<T>(Optional<T> value, String seen) {
    /** The wait is over, with this value. */
    public static <T> Poll<T> done(T value) {
      return new Poll<>(Optional.of(value), "");
    }

    /** The wait continues; {@code seen} says what was observed. */
    public static <T> Poll<T> notYet(String seen) {
      return new Poll<>(Optional.empty(), seen);
    }
  }

  /**
   * The result of a wait.
   *
   * @param value present unless time ran out
   * @param lastSeen the last observation that was not yet the wanted one; empty if the first poll
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

  /** This poller with another pace. */
  public Poller(Timeline timeline, Progress progress, Pace pace) {
    this.timeline = timeline;
    this.progress = progress;
    this.pace = pace;
  }

  /** The time limits and pauses. */
  public Pace pace() {
    return pace;
  }

  /**
   * Polls until there is a value or the deadline has passed; polls at least once.
   *
   * @param name the name in the progress line
   * @param interval the longest pause between two polls
   */
  public <T> PollResult<T> until(
      String name, Deadline deadline, Duration interval, Supplier<Poll<T>> look) {
    long start = System.nanoTime();
    String lastSeen = "";
    Duration pause = interval.dividedBy(FIRST);
    while (true) {
      Poll<T> now = look.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (now.value().isPresent()) {
        return new PollResult<>(now.value(), lastSeen, took);
      }
      lastSeen = now.seen();
      progress.waiting(name, lastSeen, took);
      pause(name, min(jittered(pause), deadline.remaining()));
      pause = min(interval, scaled(pause, GROWTH));
      if (deadline.passed()) {
        // A poll without remaining time would only time out.
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
      throw Interruption.of("waiting for " + name, e);
    }
  }

  private static Duration jittered(Duration pause) {
    return scaled(pause, 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1));
  }

  private static Duration scaled(Duration pause, double factor) {
    return Duration.ofNanos(Math.round(pause.toNanos() * factor));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
