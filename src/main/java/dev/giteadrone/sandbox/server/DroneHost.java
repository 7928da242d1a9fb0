package dev.giteadrone.sandbox.server;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Startable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One Drone with its runners and its host folder.
 *
 * @param process the server's process
 */
public record DroneHost(
    Host host, DroneServer drone, ServerProcess process, Map<RunnerType, Runners.Runner> runners) {

  /** The parts of the runners. */
  Collection<Startable> runnerParts() {
    return runners.values().stream().map(Runners.Runner::part).toList();
  }

  /** All parts. */
  public List<Startable> parts() {
    List<Startable> parts = new ArrayList<>();
    parts.add(process);
    parts.addAll(runnerParts());
    return parts;
  }
}
