package dev.giteadrone.reconcile;

import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes the running Drone until it is as wanted. A Drone that answers too late may still be
 * healthy, so the limit for it is the deadline of the run. A Drone that answers or is down has a
 * given time.
 */
public final class DroneWatch {
  private final Poller poller;
  private final Supplier<Deadline> deadline;
  private final Supplier<LiveObserved> look;

  /**
   * Creates a watch of one Drone.
   *
   * @param look makes one observation
   */
  DroneWatch(Poller poller, Supplier<Deadline> deadline, Supplier<LiveObserved> look) {
    this.poller = poller;
    this.deadline = deadline;
    this.look = look;
  }

  /**
   * The result of a watch.
   *
   * @param last a late answer only if Drone still answered too late at the deadline of the run
   */
  public record Seen(LiveObserved last, Duration took) {}

  /** What the observations so far have shown. */
  private static final class Trail {
    @Nullable LiveObserved late;
    @Nullable LiveObserved settled;
    @Nullable Deadline patience;

    /** The last observation in words, if there was one. */
    Optional<String> describe(Function<LiveObserved, Optional<String>> open) {
      if (late != null && late.info() instanceof DroneInfo.Late seen) {
        return Optional.of(seen.seen());
      }
      return Optional.ofNullable(settled).flatMap(open);
    }
  }

  /**
   * Observes at least once.
   *
   * @param patience how long to wait for a Drone that answers or is down; starts again after a late
   *     answer
   * @param open describes what a Drone that answers in time still lacks; empty if it is as wanted
   */
  Seen until(Duration patience, Function<LiveObserved, Optional<String>> open) {
    Trail trail = new Trail();
    Poller.PollResult<LiveObserved> ended =
        poller.until(
            "drone", deadline.get(), poller.pace().look(), () -> look(trail, patience, open));
    LiveObserved last =
        ended
            .value()
            .or(() -> Optional.ofNullable(trail.late))
            .or(() -> Optional.ofNullable(trail.settled))
            .orElseThrow();
    return new Seen(last, ended.took());
  }

  private Poller.Poll<LiveObserved> look(
      Trail trail, Duration patience, Function<LiveObserved, Optional<String>> open) {
    LiveObserved now = look.get();
    Optional<String> before = trail.describe(open);
    if (before.isPresent() && !now.decided() && cutShort()) {
      return Poller.Poll.notYet(before.get());
    }
    if (now.info() instanceof DroneInfo.Late late) {
      trail.late = now;
      trail.patience = null;
      return Poller.Poll.notYet(late.seen());
    }
    trail.late = null;
    trail.settled = now;
    Deadline end = trail.patience;
    if (end == null) {
      end = Deadline.in(patience);
      trail.patience = end;
    }
    Optional<String> lacks = open.apply(now);
    return lacks.isEmpty() || end.passed()
        ? Poller.Poll.done(now)
        : Poller.Poll.notYet(lacks.get());
  }

  /**
   * Whether the run's own time limit ended the observation. That tells nothing about the server.
   */
  private boolean cutShort() {
    Pace pace = poller.pace();
    return deadline.get().remaining().compareTo(pace.shortest()) < 0;
  }
}
