package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the files get to the host.
 *
 * @param command run when the live Drone lacks the file's secrets; empty if the operator deploys by
 *     hand, and then the other two are empty too
 * @param prepare run before anything is changed, if it ends in a deploy; empty for nothing
 * @param restart run after each deploy, for units that do not restart by themselves; empty for
 *     nothing
 * @param directory where they run: the folder of the configuration file
 * @param timeout how long each of them may take
 */
public record DeployTarget(
    List<String> command,
    List<String> prepare,
    List<String> restart,
    Path directory,
    Duration timeout) {
  /** Copies the lists. */
  public DeployTarget {
    command = List.copyOf(command);
    prepare = List.copyOf(prepare);
    restart = List.copyOf(restart);
  }

  /** Only the deploy command, without prepare and restart. */
  public DeployTarget(List<String> command, Path directory, Duration timeout) {
    this(command, List.of(), List.of(), directory, timeout);
  }

  /** Program and arguments of a job; empty if there is nothing to run. */
  public List<String> argv(DeployJob job) {
    return switch (job) {
      case PREPARE -> prepare;
      case DEPLOY -> command;
      case RESTART -> restart;
    };
  }

  /** All that is run, in its order, for a line of text; empty if the operator deploys by hand. */
  public String describe() {
    return Arrays.stream(DeployJob.values())
        .map(job -> String.join(" ", argv(job)))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
