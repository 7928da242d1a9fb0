package dev.giteadrone.deploy;

import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.DeployTarget;
import dev.giteadrone.model.Progress;
import java.time.Duration;

/** Runs the operator's deploy command. */
public interface Deployer {

  /**
   * How a deploy ended.
   *
   * @param exitCode the command's
   * @param took how long it took, or we waited for one that an earlier run of ours had started
   * @param joined whether it was that earlier one
   */
  record Deployed(int exitCode, Duration took, boolean joined) {}

  /**
   * Runs the command in its folder, or waits for the one that an earlier, killed run of ours left
   * running. It inherits neither GITEA_TOKEN nor DRONE_TOKEN nor SOPS_AGE_KEY*.
   *
   * @param progress hears its output, line by line
   * @throws dev.giteadrone.model.Failure when it cannot be started or does not end in time
   */
  Deployed deploy(DeployTarget target, Progress progress, Deadline deadline);
}
