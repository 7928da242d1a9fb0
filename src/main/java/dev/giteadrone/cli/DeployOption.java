package dev.giteadrone.cli;

import dev.giteadrone.model.desired.RunOptions;
import picocli.CommandLine.Option;

/** The option that deploys despite the reasons against a deploy. */
final class DeployOption {
  @Option(
      names = "--deploy-anyway",
      description =
          "Deploy even if the branch is behind, other files are changed,"
              + " or this runs inside a build of this Drone.")
  private boolean anyway;

  boolean isAnyway() {
    return anyway;
  }

  /** Returns the run options with this option applied. */
  RunOptions of(RunOptions options) {
    return options.withDeployAnyway(anyway);
  }
}
