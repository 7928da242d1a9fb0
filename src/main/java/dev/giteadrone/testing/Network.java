package dev.giteadrone.testing;

import dev.giteadrone.sandbox.process.TcpRelay;
import java.time.Duration;

/**
 * The connections to the two servers: of the test, of browsers and webhooks, and of the one server
 * to the other. Runners talk to Drone directly and are not disturbed.
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

    /** Lets every byte arrive so much later, in both directions, until {@link #heal}. */
    public void delay(Duration duration) {
      relay.delay(duration);
    }

    /** Lets no byte pass until {@link #heal}: connections stay open, and nothing comes. */
    public void cut() {
      relay.cut();
    }

    /** Resets all connections, and each new one, until {@link #heal}. */
    public void reset() {
      relay.reset();
    }

    /** Ends every disturbance; what was held back by {@link #cut} arrives. */
    public void heal() {
      relay.heal();
    }
  }
}
