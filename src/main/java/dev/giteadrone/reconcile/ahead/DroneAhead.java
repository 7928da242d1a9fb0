package dev.giteadrone.reconcile.ahead;

import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.time.Parallel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first look at Drone, made while Gitea is asked for the administrator. Its result counts only
 * if all is well there, if nothing was changed since, and if it is fresh. Otherwise Drone is looked
 * at again when it is its turn, so that every fault is seen and told in the order of the stages.
 */
public final class DroneAhead implements AutoCloseable {
  /** A wait for Gitea makes it older than this. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final LongSupplier changes;
  private @Nullable Look look;
  private boolean taken;

  private record Look(
      HostSecrets host, long changes, long start, Parallel<Optional<LiveObserved>> seen) {}

  /**
   * Nothing was looked at yet.
   *
   * @param changes how many changes this run has made so far
   */
  public DroneAhead(LongSupplier changes) {
    this.changes = changes;
  }

  /**
   * Starts the look, unless there was one already.
   *
   * @param host the secrets that Drone is compared with
   */
  public void start(HostSecrets host, Supplier<LiveObserved> drone) {
    if (look == null) {
      look =
          new Look(
              host,
              changes.getAsLong(),
              System.nanoTime(),
              Parallel.start(() -> withoutFailure(drone)));
    }
  }

  /**
   * What was seen, once; empty if it does not count.
   *
   * @param host the secrets to compare Drone with; read again, they are others
   */
  public Optional<LiveObserved> take(HostSecrets host) {
    Look made = look;
    if (made == null || taken) {
      return Optional.empty();
    }
    taken = true;
    try (Parallel<Optional<LiveObserved>> seen = made.seen()) {
      Duration left = FRESH.minusNanos(System.nanoTime() - made.start());
      boolean valid =
          isSame(made.host(), host) && made.changes() == changes.getAsLong() && left.isPositive();
      return valid
          ? seen.within(left).flatMap(Function.identity()).filter(DroneAhead::isWell)
          : Optional.empty();
    }
  }

  /** Ends a look that nobody needs any more. */
  @Override
  public void close() {
    Look made = look;
    if (made != null) {
      made.seen().close();
    }
  }

  @SuppressWarnings("ReferenceEquality") // The comparison of all values takes longer than it saves.
  private static boolean isSame(HostSecrets one, HostSecrets other) {
    return one == other;
  }

  private static boolean isWell(LiveObserved live) {
    return live.holdsValidClient() && live.rpc() == RpcProbe.RIGHT;
  }

  private static Optional<LiveObserved> withoutFailure(Supplier<LiveObserved> drone) {
    try {
      return Optional.of(drone.get());
    } catch (Failure e) {
      return Optional.empty();
    }
  }
}
