package dev.giteadrone.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the host gets what the files hold.
 *
 * @param command run when the live Drone lacks the file's secrets; empty if the operator deploys by
 *     hand
 * @param directory where it runs: the folder of the configuration file
 * @param timeout how long it may take
 */
public record DeployTarget(List<String> command, Path directory, Duration timeout) {
  /** Copies the list. */
  public DeployTarget {
    command = List.copyOf(command);
  }
}
