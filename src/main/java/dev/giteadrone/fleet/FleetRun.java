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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

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

  private final Setup setup;
  private final HostRunner runner;
  private final FleetListener listener;
  private final Queue<Host> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Host, HostRunner.Execution> running = new LinkedHashMap<>();
  private final List<HostLine> ended = new ArrayList<>();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();
  private boolean interrupted;

  /**
   * Nothing is run yet.
   *
   * @param hosts in the order in which they begin
   */
  public FleetRun(Setup setup, List<Host> hosts, HostRunner runner, FleetListener listener) {
    this.setup = setup;
    this.runner = runner;
    this.listener = listener;
    waiting.addAll(hosts);
  }

  /**
   * Runs all hosts.
   *
   * @param carried hosts of the last report that are not run this time
   */
  public FleetReport run(List<HostLine> carried) {
    synchronized (this) {
      ended.addAll(carried);
    }
    Optional<Deadline> end = setup.total().map(Deadline::in);
    List<Thread> threads = new ArrayList<>();
    int count = Math.min(setup.parallel(), waiting.size());
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().name("host-" + i).start(() -> work(end)));
    }
    for (Thread thread : threads) {
      join(thread);
    }
    return report();
  }

  /** How far all hosts are; those that did not begin will not. May be called from any thread. */
  public FleetReport interrupted() {
    Map<Host, HostRunner.Execution> now;
    synchronized (this) {
      interrupted = true;
      now = new LinkedHashMap<>(running);
      running.clear();
    }
    now.forEach((host, run) -> {
      Optional<RunReport> soFar = run.interrupted();
      HostLine line =
          soFar
              .map(report -> HostLines.ran(host, report, ExitCode.INTERRUPTED))
              .orElseGet(() -> HostLines.interrupted(host));
      keep(line, soFar);
    });
    for (Host host = waiting.poll(); host != null; host = waiting.poll()) {
      keep(HostLines.interrupted(host), Optional.empty());
    }
    return report();
  }

  private void work(Optional<Deadline> end) {
    for (Host host = waiting.poll(); host != null; host = waiting.poll()) {
      Duration each = setup.each();
      Duration left = end.map(Deadline::remaining).filter(d -> d.compareTo(each) < 0).orElse(each);
      if (end.isPresent() && left.compareTo(SHORTEST) < 0) {
        keep(HostLines.late(host, end.get()), Optional.empty());
      } else {
        run(host, left);
      }
    }
  }

  private void run(Host host, Duration limit) {
    if (host.refusal().isPresent()) {
      Failure why = host.refusal().get();
      keep(HostLines.failed(host, why.exitCode(), why.problem()), Optional.empty());
      return;
    }
    try {
      HostRunner.Execution run = runner.of(host, limit);
      if (!begun(host, run)) {
        return;
      }
      listener.begins(host, run);
      RunReport report = run.run();
      end(host, HostLines.ran(host, report, runner.exitCode(report)), Optional.of(report));
    } catch (Failure e) {
      end(host, HostLines.failed(host, e.exitCode(), e.problem()), Optional.empty());
    } catch (Throwable e) {
      // A defect in the run of one host, or too little memory for it.
      Problem problem = runner.defect(e);
      end(host, HostLines.failed(host, ExitCode.FAILED, problem), Optional.empty());
    }
  }

  private synchronized boolean begun(Host host, HostRunner.Execution run) {
    if (!interrupted) {
      running.put(host, run);
    }
    return !interrupted;
  }

  private void end(Host host, HostLine line, Optional<RunReport> report) {
    synchronized (this) {
      running.remove(host);
      if (interrupted) {
        return; // It was reported as interrupted.
      }
    }
    keep(line, report);
  }

  private void keep(HostLine line, Optional<RunReport> report) {
    int count;
    synchronized (this) {
      ended.add(line);
      count = ended.size();
    }
    if (count % COLLECTION == 0) {
      System.gc();
    }
    try {
      listener.ended(line, report);
    } catch (Failure e) {
      synchronized (this) {
        problems.add(e.problem());
      }
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
