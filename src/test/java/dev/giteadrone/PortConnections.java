package dev.giteadrone;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.run.Connections;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.util.function.Supplier;

/** Connects a run with what a test gives it; a test overrides what else it answers. */
class PortConnections implements Connections {
  private final RunOn.Opening opening;

  PortConnections(Gateways gateways) {
    this((timeline, deadline) -> gateways);
  }

  PortConnections(RunOn.Opening opening) {
    this.opening = opening;
  }

  @Override
  public final Gateways open(
      Desired wanted, RunOptions with, Timeline timeline, Supplier<Deadline> deadline) {
    return opening.open(timeline, deadline);
  }
}
