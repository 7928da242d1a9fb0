package dev.giteadrone.deploy;

import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.DeployJob;
import dev.giteadrone.model.DeployTarget;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process of its own that deploys, so that it can be killed while it does. */
final class DeployRun {
  private DeployRun() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    new CommandDeployer(folder, new Timeline())
        .run(
            DeployJob.DEPLOY,
            new DeployTarget(List.of("sh", "-c", args[1]), folder, Duration.ofMinutes(1)),
            Progress.SILENT,
            Deadline.in(Duration.ofMinutes(1)));
  }
}
