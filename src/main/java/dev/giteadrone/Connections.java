package dev.giteadrone;

import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Timeline;
import dev.giteadrone.reconcile.Ports;
import java.util.function.Supplier;

/** Makes the ports of a run. */
interface Connections {

  /**
   * Connects to what {@code desired} names; sends nothing yet.
   *
   * @param timeline records requests and children
   * @param deadline when the run must end
   */
  Ports open(Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline);
}
