package dev.giteadrone.model.desired;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of Drone runner, as a pipeline's {@code type} names it. */
public enum RunnerType {
  /** Runs each step in a container. */
  DOCKER,
  /** Runs each step as a process on the runner's own machine. */
  EXEC;

  /** The one with this label; empty if there is none. */
  public static Optional<RunnerType> of(String label) {
    return Stream.of(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  /** The pipeline type. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
