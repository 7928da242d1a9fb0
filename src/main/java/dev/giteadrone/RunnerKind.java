package dev.giteadrone;

import java.util.Locale;

/** A kind of Drone runner. */
public enum RunnerKind {
  /** Runs steps in containers. */
  DOCKER,
  /** Runs steps as processes of its host. */
  EXEC;

  /** The {@code type} of its pipelines. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
