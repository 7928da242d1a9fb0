package dev.giteadrone;

import dev.giteadrone.model.Desired;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.report.RunReport;

/** The whole program as a library: makes a Gitea and a Drone work together, and proves it. */
public final class GiteaDrone {
  private final Desired desired;
  private final RunOptions options;
  private final Progress progress;

  private GiteaDrone(Desired desired, RunOptions options, Progress progress) {
    this.desired = desired;
    this.options = options;
    this.progress = progress;
  }

  /**
   * A program for one pair of servers.
   *
   * @param progress hears what a run is doing while it does it
   */
  public static GiteaDrone of(Desired desired, RunOptions options, Progress progress) {
    return new GiteaDrone(desired, options, progress);
  }

  /** What {@link #bootstrap} would do; changes nothing. */
  public RunReport plan() {
    throw new UnsupportedOperationException(desired + " " + options + " " + progress);
  }

  /** Access, wiring, live, verification. Failures are part of the report. */
  public RunReport bootstrap() {
    throw new UnsupportedOperationException();
  }

  /** Proves that all is as it should be. */
  public RunReport verify() {
    throw new UnsupportedOperationException();
  }
}
