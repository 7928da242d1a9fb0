package dev.giteadrone.testing;

import dev.giteadrone.sandbox.Snapshot;

/** A state of both servers, to go back to as often as a test wants. */
public final class ServersSnapshot {
  private final ServersHandle owner;
  private final Snapshot state;

  ServersSnapshot(ServersHandle owner, Snapshot state) {
    this.owner = owner;
    this.state = state;
  }

  /** The state, which is of these servers only. */
  Snapshot of(ServersHandle servers) {
    if (servers != owner) {
      throw new IllegalArgumentException("this state is of other servers");
    }
    return state;
  }
}
