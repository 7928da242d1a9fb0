package dev.giteadrone.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Runs one command on many hosts, some of them at the same time, each on a virtual thread. How one
 * ends does not matter to the others.
 */
public final class FleetRun {
  /** The rest of what is left for a host is not worth its beginning. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /**
   * What runs, and within which limits.
   *
   * @param command such as {@code verify}
   * @param version of the program
   * @param shard the part of all hosts, if this is only a part
   * @param parallel how many hosts are run at the same time, at most
   * @param each time limit of each run, not counting a deploy
   * @param total time limit of all runs; empty for none
   */
  public record Setup(
      String command,
      String version,
      Optional<Shard> shard,
      int parallel,
      Duration each,
      Optional<Duration> total) {}

  /**
   * After so many hosts all garbage is collected, which takes a tenth of a second. The serial
   * collector of the package lets what outlived its host pile up to the limit of the heap.
   */
  private static final int COLLECTION = 500;

  /** Ctrl-C waits at most so long for the files of the hosts that have just ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How a host ended. */
  private record End(HostLine line, Optional<RunReport> report) {
    static End without(HostLine line) {
      return new End(line, Optional.empty());
    }
  }

  private final Setup setup;
  private final HostRunner runner;
  private final FleetListener listener;
  private final Optional<Deadline> end;

  // Each host is in exactly one of these three, so that a report at any time has all of them.
  private final Queue<Host> waiting;
  private final Map<Host, Optional<HostRunner.Execution>> taken = new LinkedHashMap<>();
  private final List<HostLine> ended = new ArrayList<>();

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();
  private int telling;
  private int told;
  private boolean interrupting;

  /**
   * Nothing is run yet, but the time of all runs begins.
   *
   * @param hosts in the order in which they begin
   */
  public FleetRun(Setup setup, List<Host> hosts, HostRunner runner, FleetListener listener) {
    this.setup = setup;
    this.runner = runner;
    this.listener = listener;
    this.waiting = new ArrayDeque<>(hosts);
    this.end = setup.total().map(Deadline::in);
  }

  /**
   * Runs all hosts.
   *
   * @param carried hosts of the last report that are not run this time
   */
  public FleetReport run(List<HostLine> carried) {
    int count;
    synchronized (this) {
      ended.addAll(carried);
      count = Math.min(setup.parallel(), waiting.size());
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().name("host-" + i).start(this::work));
    }
    for (Thread thread : threads) {
      join(thread);
    }
    await(() -> interrupting);
    return report();
  }

  /** How far all hosts are; those that did not begin will not. May be called from any thread. */
  public FleetReport interrupted() {
    Map<Host, Optional<HostRunner.Execution>> now;
    synchronized (this) {
      interrupting = true;
      now = new LinkedHashMap<>(taken);
      waiting.forEach(host -> now.put(host, Optional.empty()));
      taken.clear();
      waiting.clear();
    }
    now.forEach((host, run) -> {
      Optional<RunReport> soFar = run.flatMap(HostRunner.Execution::interrupted);
      HostLine line =
          soFar
              .map(report -> HostLines.ran(host, report, ExitCode.INTERRUPTED))
              .orElseGet(() -> HostLines.interrupted(host));
      add(line);
      tell(new End(line, soFar));
    });
    // The report has links to the files that the listener writes.
    await(() -> telling > 0);
    synchronized (this) {
      interrupting = false;
      notifyAll();
    }
    return report();
  }

  private void work() {
    for (Optional<Host> host = take(); host.isPresent(); host = take()) {
      End how = run(host.get());
      if (end(host.get(), how.line())) {
        tell(how);
      }
    }
  }

  private synchronized Optional<Host> take() {
    Optional<Host> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(host -> taken.put(host, Optional.empty()));
    return next;
  }

  private End run(Host host) {
    if (host.refusal().isPresent()) {
      Failure why = host.refusal().get();
      return End.without(HostLines.failed(host, why.exitCode(), why.problem()));
    }
    Duration left = end.map(Deadline::remaining).orElse(setup.each());
    if (left.compareTo(SHORTEST) < 0 && end.isPresent()) {
      return End.without(HostLines.late(host, end.get().limit()));
    }
    boolean cut = left.compareTo(setup.each()) < 0;
    try {
      HostRunner.Execution run = runner.of(host, cut ? left : setup.each());
      if (!begins(host, run)) {
        return End.without(HostLines.interrupted(host));
      }
      listener.begins(host, run);
      RunReport report = run.run();
      HostLine line = HostLines.ran(host, report, runner.exitCode(report));
      return new End(
          cut ? HostLines.cut(line, end.orElseThrow().limit()) : line, Optional.of(report));
    } catch (Failure e) {
      return End.without(HostLines.failed(host, e.exitCode(), e.problem()));
    } catch (Throwable e) {
      // A defect in the run of one host, or too little memory for it.
      return End.without(HostLines.failed(host, ExitCode.FAILED, runner.defect(e)));
    }
  }

  /** Whether the host may begin: Ctrl-C has not reported it meanwhile. */
  private synchronized boolean begins(Host host, HostRunner.Execution run) {
    return taken.replace(host, Optional.of(run)) != null;
  }

  /** Whether this is how the host ended: Ctrl-C has not reported it meanwhile. */
  private synchronized boolean end(Host host, HostLine line) {
    boolean mine = taken.remove(host) != null;
    if (mine) {
      add(line);
    }
    return mine;
  }

  /** {@link #tell} must follow. */
  private synchronized void add(HostLine line) {
    telling++;
    ended.add(line);
  }

  private void tell(End how) {
    try {
      listener.ended(how.line(), how.report());
    } catch (Failure e) {
      problem(e.problem());
    } catch (Throwable e) {
      // Of this one host, too: the others go on.
      problem(runner.defect(e));
    } finally {
      if (told() % COLLECTION == 0) {
        System.gc();
      }
    }
  }

  private synchronized void problem(Problem problem) {
    problems.add(problem);
  }

  /** How many were told so far. */
  private synchronized int told() {
    telling--;
    notifyAll();
    return ++told;
  }

  /** Waits for what another thread is about to end. */
  private synchronized void await(BooleanSupplier busy) {
    Deadline limit = Deadline.in(PATIENCE);
    try {
      while (busy.getAsBoolean() && !limit.passed()) {
        wait(Math.max(1, limit.remaining().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized FleetReport report() {
    return new FleetReport(
        setup.command(),
        setup.version(),
        started,
        Duration.ofNanos(System.nanoTime() - startNanos),
        setup.shard(),
        ended,
        List.copyOf(problems));
  }

  private static void join(Thread thread) {
    boolean stopped = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        stopped = true; // The hosts end by their own limits; their state must be known.
      }
    }
    if (stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
