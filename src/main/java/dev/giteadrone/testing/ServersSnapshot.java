package dev.giteadrone.testing;

import dev.giteadrone.sandbox.Snapshot;

/** A saved state of both servers, which a test can restore as often as it wants. */
public final class ServersSnapshot {
  private final ServersHandle owner;
  private final Snapshot state;

  ServersSnapshot(ServersHandle owner, Snapshot state) {
    this.owner = owner;
    this.state = state;
  }

  /** The state, after a check that it belongs to these servers. */
  Snapshot of(ServersHandle servers) {
    if (servers != owner) {
      throw new IllegalArgumentException("this state is of other servers");
    }
    return state;
  }
}
