package dev.giteadrone.cli.fleet;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Text;

/** What is printed at once of the run of one of many hosts. */
final class HostProgress implements Progress {
  private static final int LONGEST = 200;

  private final FleetScreen screen;
  private final String name;
  private final boolean verbose;

  HostProgress(FleetScreen screen, String name, boolean verbose) {
    this.screen = screen;
    this.name = name;
    this.verbose = verbose;
  }

  @Override
  public void output(String line) {
    if (verbose) {
      screen.output(name, Text.neutral(line, LONGEST));
    }
  }

  @Override
  public void warning(String text) {
    screen.warning(name, text);
  }
}
