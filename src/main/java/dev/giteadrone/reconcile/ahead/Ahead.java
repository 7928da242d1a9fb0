package dev.giteadrone.reconcile.ahead;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Parallel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is read before it is needed, while Gitea is asked for the administrator. It counts
 * only if all is well, if nothing was changed since, and if it is fresh. Otherwise it is read again
 * when it is its turn, so that every fault is seen and told in the order of the stages.
 *
 * @param <K> the secrets that the read used
 * @param <V> what is read
 */
public final class Ahead<K, V> implements AutoCloseable {
  /** A wait for Gitea makes it older than this. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final LongSupplier changes;
  private final Predicate<V> isWell;
  private @Nullable Started<K, V> started;
  private boolean taken;

  private record Started<K, V>(K key, long changes, long nanos, Parallel<Optional<V>> read) {}

  /**
   * Nothing was read yet.
   *
   * @param changes how many changes this run has made so far
   * @param isWell whether a value shows that all is well
   */
  public Ahead(LongSupplier changes, Predicate<V> isWell) {
    this.changes = changes;
    this.isWell = isWell;
  }

  /** Starts to read, unless it was started already. */
  public void start(K key, Supplier<V> read) {
    if (started == null) {
      started =
          new Started<>(
              key,
              changes.getAsLong(),
              System.nanoTime(),
              Parallel.start(() -> withoutFailure(read)));
    }
  }

  /**
   * What was read, once; empty if it does not count.
   *
   * @param key the same object as for {@link #start}; secrets that were read again are others
   */
  public Optional<V> take(K key) {
    Started<K, V> made = started;
    if (made == null || taken) {
      return Optional.empty();
    }
    taken = true;
    try (Parallel<Optional<V>> read = made.read()) {
      Duration left = FRESH.minusNanos(System.nanoTime() - made.nanos());
      boolean valid =
          isSame(made.key(), key) && made.changes() == changes.getAsLong() && left.isPositive();
      return valid
          ? read.within(left).flatMap(Function.identity()).filter(isWell)
          : Optional.empty();
    }
  }

  /** Ends a read that nobody needs any more. */
  @Override
  public void close() {
    Started<K, V> made = started;
    if (made != null) {
      made.read().close();
    }
  }

  @SuppressWarnings("ReferenceEquality") // The comparison of all values takes longer than it saves.
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  private static <V> Optional<V> withoutFailure(Supplier<V> read) {
    try {
      return Optional.of(read.get());
    } catch (Failure e) {
      return Optional.empty();
    }
  }
}
