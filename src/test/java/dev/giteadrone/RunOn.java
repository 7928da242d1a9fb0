package dev.giteadrone;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Timeline;
import java.util.function.Supplier;

/** Lets tests of other packages hand the program its gateways. */
public final class RunOn {
  private RunOn() {}

  /** Makes the gateways of a run. */
  public interface Opening {
    /**
     * Connects.
     *
     * @param deadline when the run must end
     */
    Gateways open(Timeline timeline, Supplier<Deadline> deadline);
  }

  /** The program on these ports. */
  public static Commands gateways(Desired desired, RunOptions options, Gateways gateways) {
    return Commands.of(desired, options, Progress.SILENT, new PortConnections(gateways));
  }

  /** The program with a pace that differs from the operator's. */
  public static Commands at(Pace pace, Desired desired, RunOptions options, Opening opening) {
    return Commands.of(
        desired,
        options,
        Progress.SILENT,
        new PortConnections(opening) {
          @Override
          public Pace pace() {
            return pace;
          }
        });
  }
}
