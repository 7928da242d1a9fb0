package dev.giteadrone;

import dev.giteadrone.model.Desired;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.reconcile.Ports;

/** Lets tests of other packages hand the program its ports. */
public final class RunOn {
  private RunOn() {}

  /** The program on these ports. */
  public static GiteaDrone ports(Desired desired, RunOptions options, Ports ports) {
    return GiteaDrone.of(
        desired, options, Progress.SILENT, (wanted, with, timeline, deadline) -> ports);
  }
}
