package dev.giteadrone.model.desired;

import java.util.Locale;

/** A kind of Drone runner, as a pipeline's {@code type} names it. */
public enum RunnerType {
  /** Runs each step in a container. */
  DOCKER,
  /** Runs each step as a process on the runner's own machine. */
  EXEC;

  /** The pipeline type. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
