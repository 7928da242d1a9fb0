package dev.giteadrone.sandbox.server;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Ports that the user asked for; empty ones are chosen.
 *
 * @param gitea Gitea's
 * @param drone the first Drone's
 */
public record FixedPorts(Optional<Integer> gitea, Optional<Integer> drone) {
  private static final Case SAME = Case.of(ProblemId.SANDBOX_PORT, "same", "port");
  private static final Case TAKEN = Case.of(ProblemId.SANDBOX_PORT, "asked-for", "ports");

  /** All ports are chosen. */
  public static final FixedPorts NONE = new FixedPorts(Optional.empty(), Optional.empty());

  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

  /** Different ports on an address: Gitea's, then one for each Drone. */
  public List<Integer> choose(String host, int drones) throws IOException {
    List<Integer> ports;
    do {
      ports = new ArrayList<>(FreePorts.free(host, 1 + drones));
      ports.set(0, gitea.orElse(ports.get(0)));
      ports.set(1, drone.orElse(ports.get(1)));
    } while (!isFixed() && new HashSet<>(ports).size() < ports.size());
    return ports;
  }

  private boolean isFixed() {
    return gitea.isPresent() && drone.isPresent();
  }

  /**
   * Checks that the servers will be able to listen there.
   *
   * @throws Failure that names each port that is taken, or that both are the same
   */
  public void requireFree(String giteaHost, String droneHost) {
    if (isFixed() && gitea.equals(drone) && giteaHost.equals(droneHost)) {
      throw SAME.failure(gitea.orElseThrow());
    }
    List<String> taken = new ArrayList<>();
    gitea.filter(port -> isTaken(giteaHost, port)).ifPresent(port -> taken.add("Gitea's " + port));
    drone.filter(port -> isTaken(droneHost, port)).ifPresent(port -> taken.add("Drone's " + port));
    if (!taken.isEmpty()) {
      throw TAKEN.failure(String.join(" and ", taken));
    }
  }

  /** Whether a port is taken. A server that was just stopped releases its port a moment later. */
  private static boolean isTaken(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    return new Poller(new Timeline(), Progress.SILENT)
        .until(
            "port " + port,
            Deadline.in(CLOSED_WITHIN),
            CLOSED_WITHIN.dividedBy(100),
            () ->
                FreePorts.isFree(address)
                    ? Poller.Poll.done(true)
                    : Poller.Poll.notYet("another program listens there"))
        .value()
        .isEmpty();
  }
}
