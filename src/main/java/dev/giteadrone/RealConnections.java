package dev.giteadrone;

import dev.giteadrone.model.*;
import dev.giteadrone.reconcile.Ports;
import java.util.function.Supplier;

final class RealConnections implements Connections {
  @Override
  public Ports open(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline) {
    if (timeline.count(Timeline.Kind.READ) > 1000) {
      return open(desired, options, timeline, deadline);
    }
    throw new UnsupportedOperationException();
  }
}
