package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server that is a child process of this one. */
public final class ServerProcess implements Startable {
  private static final Case TAKEN = Case.of(ProblemId.SANDBOX_PORT, "taken", "part", "address");

  /**
   * What is different for each server.
   *
   * @param name short and unique
   * @param dependencies what must be ready before
   * @param listens the addresses where it will listen and where another process could listen
   *     already
   * @param launch called again for each start
   * @param readiness when it is ready
   * @param limit how long it may take to become ready
   * @param grace how long it may take to end; zero to kill it at once
   * @param log file for its output
   */
  public record Blueprint(
      String name,
      List<Startable> dependencies,
      List<InetSocketAddress> listens,
      Supplier<Launch> launch,
      Readiness readiness,
      Duration limit,
      Duration grace,
      LogTail log) {}

  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

  private final Blueprint blueprint;
  private volatile @Nullable Process process;

  public ServerProcess(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  @Override
  public String name() {
    return blueprint.name();
  }

  @Override
  public List<Startable> dependencies() {
    return blueprint.dependencies();
  }

  @Override
  public Duration limit() {
    return blueprint.limit();
  }

  @Override
  public Optional<LogTail> log() {
    return Optional.of(blueprint.log());
  }

  @Override
  public void start(Deadline deadline) {
    for (InetSocketAddress address : blueprint.listens()) {
      awaitFree(address);
    }
    process = Spawner.spawn(blueprint.launch().get(), blueprint.log().file());
  }

  @Override
  public Poller.Poll<String> look() {
    Process now = process;
    if (now == null || !now.isAlive()) {
      throw Graph.failure(
          this, now == null ? "it was stopped" : "it exited with " + now.exitValue());
    }
    return blueprint.readiness().look();
  }

  /** The process id while it runs. */
  Optional<Long> pid() {
    return Optional.ofNullable(process).filter(Process::isAlive).map(Process::pid);
  }

  @Override
  public void stop() {
    end(blueprint.grace());
  }

  @Override
  public void kill() {
    end(Duration.ZERO);
  }

  /**
   * Waits until the address is free: the kernel closes the sockets of a killed process a moment
   * after its end.
   */
  private void awaitFree(InetSocketAddress address) {
    Deadline closed = Deadline.in(CLOSED_WITHIN);
    while (!FreePorts.isFree(address)) {
      if (closed.passed()) {
        throw taken(address);
      }
      LockSupport.parkNanos(CLOSED_WITHIN.toNanos() / 100);
    }
  }

  private Failure taken(InetSocketAddress address) {
    String where = address.getAddress().getHostAddress() + ":" + address.getPort();
    return TAKEN.failure(name(), where);
  }

  private void end(Duration grace) {
    Process now = process;
    process = null;
    if (now != null) {
      ProcessTree.end(now, grace.toMillis());
    }
  }
}
