package dev.giteadrone.cli;

import dev.giteadrone.model.desired.RunOptions;
import picocli.CommandLine.Option;

/** Whether to deploy whatever speaks against this place. */
final class DeployOption {
  @Option(
      names = "--deploy-anyway",
      description =
          "Deploy even if the branch is behind, other files are changed,"
              + " or this runs inside a build of this Drone.")
  private boolean anyway;

  /** The same run with this option. */
  RunOptions of(RunOptions options) {
    return options.withDeployAnyway(anyway);
  }
}
