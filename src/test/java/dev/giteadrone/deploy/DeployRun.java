package dev.giteadrone.deploy;

import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
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
