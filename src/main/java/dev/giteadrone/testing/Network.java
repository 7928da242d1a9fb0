package dev.giteadrone.testing;

import dev.giteadrone.sandbox.process.TcpRelay;
import java.time.Duration;

/**
 * The connections to the two servers: from the test, from browsers and webhooks, between the
 * servers, from runners to Drone, and from their clone steps to Gitea. A real docker runner waits
 * ten seconds after a connection that was reset, and then tries again.
 */
public final class Network {
  private final Link gitea;
  private final Link drone;

  Network(TcpRelay gitea, TcpRelay drone) {
    this.gitea = new Link(gitea);
    this.drone = new Link(drone);
  }

  /** Connections to Gitea. */
  public Link gitea() {
    return gitea;
  }

  /** Connections to Drone. */
  public Link drone() {
    return drone;
  }

  /** Ends every disturbance. */
  public void heal() {
    gitea.heal();
    drone.heal();
  }

  /** The connections to one server. */
  public static final class Link {
    private final TcpRelay relay;

    Link(TcpRelay relay) {
      this.relay = relay;
    }

    /** Delays every byte by this time, in both directions, until {@link #heal}. */
    public void delay(Duration duration) {
      relay.delay(duration);
    }

    /** Blocks all bytes until {@link #heal}: connections stay open, but nothing arrives. */
    public void cut() {
      relay.cut();
    }

    /** Resets all open connections, and each new one, until {@link #heal}. */
    public void reset() {
      relay.reset();
    }

    /** Ends every disturbance. Bytes that {@link #cut} has blocked arrive then. */
    public void heal() {
      relay.heal();
    }
  }
}
