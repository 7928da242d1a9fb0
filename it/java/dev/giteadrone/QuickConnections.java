package dev.giteadrone;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.run.Connections;
import dev.giteadrone.run.RealConnections;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Timeline;
import java.util.Map;
import java.util.function.Supplier;

/** The real servers and files, with shorter waits for what does not come. Nothing is deployed. */
final class QuickConnections implements Connections {
  private final RealConnections real;

  QuickConnections(Map<String, String> environment) {
    this.real = new RealConnections(environment);
  }

  @Override
  public Gateways open(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline) {
    return real.open(desired, options, timeline, deadline);
  }

  @Override
  public Pace pace() {
    return Pace.DEFAULT.faster(4);
  }
}
