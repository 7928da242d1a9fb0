package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A docker runner that removes its containers from a daemon which the sandbox did not start.
 * Runners label their containers with the Drone they belong to.
 */
record WithoutContainers(Startable runner, Docker docker, URI drone) implements Startable {
  @Override
  public String name() {
    return runner.name();
  }

  @Override
  public List<Startable> dependencies() {
    return runner.dependencies();
  }

  @Override
  public void start(Deadline deadline) {
    runner.start(deadline);
  }

  @Override
  public Poller.Poll<String> look() {
    return runner.look();
  }

  @Override
  public Duration limit() {
    return runner.limit();
  }

  @Override
  public Optional<LogTail> log() {
    return runner.log();
  }

  @Override
  public void stop() {
    runner.stop();
    remove();
  }

  @Override
  public void kill() {
    runner.kill();
    remove();
  }

  private void remove() {
    if (docker.isOwn()) {
      return; // they end with the daemon
    }
    remove(docker, drone.getAuthority());
  }

  /** Removes the containers, networks and volumes of a Drone. */
  static void remove(Docker docker, String drone) {
    String script =
        "for kind in container network volume; do"
            + " case $kind in container) list='ps -aq' rm='rm -fv' ;;"
            + " *) list=\"$kind ls -q\" rm=\"$kind rm\" ;; esac;"
            + " ids=$(docker $list --filter label=io.drone.system.host=\"$1\");"
            + " [ -z \"$ids\" ] || docker $rm $ids; done";
    Launch command = docker.command(List.of());
    Docker.succeeds(
        Launch.of(
            List.of("/bin/sh", "-c", script, "sh", drone),
            command.environment(),
            command.directory()),
        Duration.ofSeconds(20));
  }
}
