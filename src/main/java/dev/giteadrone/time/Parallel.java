package dev.giteadrone.time;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A read that runs beside others, on a thread of its own. Close it, so that nothing is left running
 * if the others fail.
 *
 * <p>It is virtual only if its caller is, as in a run over many hosts. In a short run, a virtual
 * thread would cost 0.3 s: its sockets are watched by a thread in native code, and the virtual
 * machine waits that long for such a thread when it ends.
 *
 * @param <T> what it reads
 */
public final class Parallel<T> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final FutureTask<T> task;
  private final Thread thread;

  private Parallel(Supplier<T> read) {
    this.task = new FutureTask<>(read::get);
    this.thread = builder().name("parallel").start(task);
  }

  private static Thread.Builder builder() {
    return Thread.currentThread().isVirtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
  }

  /** Starts the read. */
  public static <T> Parallel<T> start(Supplier<T> read) {
    return new Parallel<>(read);
  }

  /**
   * Waits for the result. An interrupt of the caller interrupts the read, which then ends as it
   * would have in the caller's thread.
   *
   * @throws RuntimeException what the read threw, such as a {@link
   *     dev.giteadrone.model.result.Failure}
   */
  public T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The result, if it is there after this time at the latest.
   *
   * @throws RuntimeException what the read threw
   */
  public Optional<T> within(Duration limit) {
    try {
      if (!thread.join(limit)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(get());
  }

  /**
   * Interrupts the read, unless it has ended, and waits a moment for its end. A request that is on
   * its way cannot be interrupted; it ends by its own time limit.
   */
  @Override
  public void close() {
    if (!task.isDone()) {
      thread.interrupt();
      try {
        boolean ignored = thread.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new CancellationException(cause.toString());
  }
}
