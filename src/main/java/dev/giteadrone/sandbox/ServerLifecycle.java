package dev.giteadrone.sandbox;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.sandbox.host.DeployRequests;
import dev.giteadrone.sandbox.process.Graph;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.server.DroneHost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Starts and stops the parts of a sandbox. Calls from several threads run one after the other. */
final class ServerLifecycle implements AutoCloseable {
  private final SandboxParts parts;
  private final boolean startRunners;
  private final Graph graph = new Graph();
  private final ReentrantLock turn = new ReentrantLock();
  private final List<DeployRequests> requests = new ArrayList<>();
  private final Set<Startable> kept = new HashSet<>();

  /**
   * Creates the lifecycle of parts that do not run yet.
   *
   * @param startRunners whether runners start with their Drone as soon as they have a secret
   */
  ServerLifecycle(SandboxParts parts, boolean startRunners) {
    this.parts = parts;
    this.startRunners = startRunners;
  }

  /**
   * Starts all parts that can run with the content of the hosts' folders, and answers deploys from
   * now on.
   *
   * @throws dev.giteadrone.model.result.Failure if a part does not become ready; then nothing runs
   */
  void startAll(Progress progress) {
    List<Startable> wanted = new ArrayList<>(upToGitea());
    for (DroneHost host : parts.hosts()) {
      host.host().install();
      wanted.addAll(startable(host));
      requests.add(
          new DeployRequests(host.process().name(), host.host().requests(), () -> redeploy(host)));
    }
    graph.start(notRunning(wanted), progress);
  }

  /**
   * Starts the same parts as {@link #startAll} up to Gitea, but no Drone.
   *
   * @throws dev.giteadrone.model.result.Failure if a part does not become ready
   */
  void startGitea(Progress progress) {
    graph.start(upToGitea(), progress);
  }

  private List<Startable> upToGitea() {
    List<Startable> wanted = new ArrayList<>(parts.beside());
    wanted.addAll(parts.around().servers());
    wanted.add(parts.giteaProcess());
    return wanted;
  }

  /** Whether a part runs. */
  boolean isRunning(Startable part) {
    return graph.isRunning(part);
  }

  /** Starts a part, unless it runs, and waits for it. */
  void start(Startable part) {
    inTurn(() -> graph.start(notRunning(List.of(part)), Progress.SILENT));
  }

  /** Stops a part. */
  void stop(Startable part) {
    inTurn(() -> graph.stop(List.of(part)));
  }

  /** Excludes a part from restarts by deploys, until a snapshot is restored. */
  void keepOverDeploys(Startable part) {
    inTurn(() -> kept.add(part));
  }

  /** Lets deploys restart every part again. */
  void keepNothingOverDeploys() {
    inTurn(kept::clear);
  }

  /** Saves the state of all servers and host folders. They are stopped meanwhile. */
  Snapshot snapshot() {
    turn.lock();
    try {
      List<Startable> running = parts.servers().stream().filter(graph::isRunning).toList();
      graph.stop(running);
      Snapshot snapshot =
          Snapshots.take(
              parts.folder(), running.stream().map(Startable::name).toList(), parts.stateFolders());
      graph.start(running, Progress.SILENT);
      return snapshot;
    } finally {
      turn.unlock();
    }
  }

  /** Restores a saved state. */
  void restore(Snapshot snapshot) {
    inTurn(() -> {
      graph.kill(parts.servers());
      kept.clear();
      Snapshots.putBack(parts.folder(), snapshot, parts.stateFolders());
      graph.start(
          parts.servers().stream().filter(p -> snapshot.running().contains(p.name())).toList(),
          Progress.SILENT);
    });
  }

  /**
   * Whether somebody ends a start, by an interrupt or by ending this process. Then its failure says
   * nothing about the data it started with.
   */
  boolean isEnding(RuntimeException failed) {
    return Thread.currentThread().isInterrupted()
        || graph.isClosed()
        || (failed instanceof Failure failure && failure.isInterrupted());
  }

  /** Stops all parts; no part can start afterwards. */
  @Override
  public void close() {
    graph.close();
    requests.forEach(DeployRequests::close);
  }

  private void redeploy(DroneHost host) {
    inTurn(() -> {
      graph.stop(host.parts().stream().filter(part -> !kept.contains(part)).toList());
      graph.start(notRunning(startable(host)), Progress.SILENT);
    });
  }

  /** The parts of a host that can run with the secrets of the last deploy. */
  private List<Startable> startable(DroneHost host) {
    return startRunners && host.host().hasRpcSecret() ? host.parts() : List.of(host.process());
  }

  private List<Startable> notRunning(Collection<Startable> wanted) {
    return wanted.stream().filter(part -> !graph.isRunning(part)).toList();
  }

  private void inTurn(Runnable action) {
    turn.lock();
    try {
      action.run();
    } finally {
      turn.unlock();
    }
  }
}
