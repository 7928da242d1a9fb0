package dev.giteadrone.model.server;

import dev.giteadrone.model.result.Problem;

/**
 * What keeps a server from answering, and will not heal by itself soon.
 *
 * @param patience how long to wait if it stays unchanged
 */
public record Obstacle(Patience patience, Problem problem) {
  /** How long it is worth waiting. */
  public enum Patience {
    /** Not at all: a setting must be changed. */
    NONE,
    /** As long as a name server or a proxy may need after a deploy. */
    SHORT,
    /** As long as a new host may need to get its certificate: it has one of its own until then. */
    CERTIFICATE
  }

  /** What was seen, and why it may still be worth waiting. */
  public String seen() {
    return patience == Patience.CERTIFICATE
        ? problem.seen() + "; a new host has such a one until ACME has got a real one"
        : problem.seen();
  }
}
