package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts parts as soon as their dependencies are ready, and stops them in reverse order. It stops
 * everything it started, even after an error. Once closed, it starts nothing.
 */
public final class Graph implements AutoCloseable {
  private static final Case FAILED =
      Case.of(ProblemId.SANDBOX, "part", "part", "seen", "log", "file");
  private static final Case INTERRUPTED = Case.of(ProblemId.RUN_INTERRUPTED, "start", "tried");

  private static final Duration LOOK_EVERY = Duration.ofMillis(15);
  private static final int TAIL = 12;

  private final List<Startable> running = new ArrayList<>();
  private final Map<Startable, Object> locks = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Starts the parts and waits until all are ready. A dependency that is not among them must be
   * running already. If one part fails, the parts that this call started are stopped again.
   *
   * @throws Failure of the part that failed first, with the end of its log
   */
  public void start(Collection<? extends Startable> parts, Progress progress) {
    Relay relay = new Relay();
    List<Startable> begun = new ArrayList<>();
    Map<Startable, CompletableFuture<Void>> starts = new ConcurrentHashMap<>();
    CompletableFuture<Void> failure = new CompletableFuture<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Startable part : inOrder(parts)) {
        CompletableFuture<?>[] needed =
            part.dependencies().stream()
                .map(starts::get)
                .filter(f -> f != null)
                .toArray(CompletableFuture<?>[]::new);
        starts.put(
            part,
            CompletableFuture.allOf(needed)
                .thenRunAsync(() -> bringUp(part, begun, relay), threads)
                .whenComplete((done, e) -> fail(failure, e)));
      }
      CompletableFuture<Object> end =
          CompletableFuture.anyOf(
                  failure,
                  CompletableFuture.allOf(starts.values().toArray(CompletableFuture<?>[]::new)))
              .whenComplete((done, e) -> relay.end());
      relay.pump(progress);
      if (!end.isDone() || failure.isCompletedExceptionally()) {
        threads.shutdownNow();
      }
    }
    if (failure.isCompletedExceptionally()) {
      stop(begun);
      throw reason(failure);
    }
  }

  /** Stops those of the parts that are running, in reverse order of their start. */
  public void stop(Collection<? extends Startable> parts) {
    stopReversed(parts, false);
  }

  /** Kills those of the parts that are running, in reverse order of their start. */
  public void kill(Collection<? extends Startable> parts) {
    stopReversed(parts, true);
  }

  /** Whether the part was started and has not been stopped since. */
  public boolean isRunning(Startable part) {
    synchronized (running) {
      return running.contains(part);
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed;
  }

  /** Stops all running parts; nothing can start afterwards. */
  @Override
  public void close() {
    closed = true;
    stop(snapshot());
  }

  private void bringUp(Startable part, List<Startable> begun, Progress progress) {
    synchronized (lock(part)) {
      if (closed || Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopping");
      }
      synchronized (running) {
        running.add(part);
        begun.add(part);
      }
      part.start(Deadline.in(part.limit()));
    }
    Poller.PollResult<String> ended =
        new Poller(new Timeline(), progress)
            .until(part.name(), Deadline.in(part.limit()), LOOK_EVERY, () -> look(part));
    String fact = ended.value().orElseThrow(() -> notReady(part, ended.lastSeen()));
    progress.fact(
        part.name(),
        (fact.isEmpty() ? "" : fact + ", ") + "ready after " + Elapsed.describe(ended.took()));
  }

  private Poller.Poll<String> look(Startable part) {
    if (closed) {
      throw new CancellationException("stopping");
    }
    return part.look();
  }

  private void stopReversed(Collection<? extends Startable> parts, boolean kill) {
    for (Startable part : snapshot().reversed()) {
      if (parts.contains(part)) {
        synchronized (lock(part)) {
          if (kill) {
            part.kill();
          } else {
            part.stop();
          }
          synchronized (running) {
            running.remove(part);
          }
        }
      }
    }
  }

  private Object lock(Startable part) {
    return locks.computeIfAbsent(part, p -> new Object());
  }

  private List<Startable> snapshot() {
    synchronized (running) {
      return List.copyOf(running);
    }
  }

  /** Sorts the parts: dependencies first, otherwise in the given order. */
  static List<Startable> inOrder(Collection<? extends Startable> parts) {
    Set<Startable> ordered = new LinkedHashSet<>();
    for (Startable part : parts) {
      visit(part, parts, ordered, new LinkedHashSet<>());
    }
    return List.copyOf(ordered);
  }

  private static void visit(
      Startable part,
      Collection<? extends Startable> wanted,
      Set<Startable> ordered,
      Set<Startable> path) {
    if (!path.add(part)) {
      throw new IllegalStateException(part.name() + " depends on itself");
    }
    for (Startable needed : part.dependencies()) {
      if (wanted.contains(needed)) {
        visit(needed, wanted, ordered, path);
      }
    }
    path.remove(part);
    ordered.add(part);
  }

  private static void fail(CompletableFuture<Void> failure, Throwable e) {
    if (e != null) {
      failure.completeExceptionally(e);
    }
  }

  private static RuntimeException reason(CompletableFuture<Void> failure) {
    Throwable cause = failure.exceptionNow();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof CancellationException) {
      return INTERRUPTED.failure(cause, "starting the sandbox");
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private static Failure notReady(Startable part, String lastSeen) {
    return failure(part, "not ready after " + Elapsed.describe(part.limit()) + ", " + lastSeen);
  }

  /** The failure of a part, with the end of its log. */
  static Failure failure(Startable part, String seen) {
    Optional<LogTail> log = part.log();
    return FAILED.failureAs(
        "sandbox." + part.name(),
        null,
        part.name(),
        seen,
        log.map(tail -> tail.indented(TAIL)).orElse(""),
        log.map(tail -> tail.file().toString()).orElse(""));
  }
}
