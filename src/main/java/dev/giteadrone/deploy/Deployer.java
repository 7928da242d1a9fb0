package dev.giteadrone.deploy;

import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.time.Deadline;
import java.time.Duration;
import java.util.List;

/** Runs the operator's own commands around a deploy. */
public interface Deployer {

  /**
   * How a job ended.
   *
   * @param exitCode the command's
   * @param took how long it took, or how long this run waited for a job of an earlier run
   * @param joined whether it was a job of an earlier run, which may have begun before the last
   *     change
   * @param last the last lines of its output, neutralised, at most five
   */
  record Ended(int exitCode, Duration took, boolean joined, List<String> last) {
    /** Copies the list. */
    public Ended {
      last = List.copyOf(last);
    }
  }

  /**
   * Runs a job's command in its folder, or waits for the one that an earlier, killed run left
   * running. It inherits neither GITEA_TOKEN nor DRONE_TOKEN nor SOPS_AGE_*.
   *
   * @param job one that has a command
   * @param progress gets its output, line by line
   * @throws dev.giteadrone.model.result.Failure when it cannot be started or does not end in time
   */
  Ended run(DeployJob job, DeployTarget target, Progress progress, Deadline deadline);

  /**
   * Whether the last deploy failed, was killed or still runs. Then a runner may not have been
   * restarted, even if the running Drone has all values.
   */
  default boolean leftUndone() {
    return false;
  }
}
