package dev.giteadrone;

import dev.giteadrone.result.AppliedStep;
import dev.giteadrone.result.Check;
import dev.giteadrone.result.Step;
import java.time.Duration;

/**
 * Is told what a run does while it does it, in the run's thread. No text holds a secret. An
 * exception that a method throws ends the run.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /** A stage begins: access, wiring, live or verify. */
  default void stageStarted(String stage) {}

  /** A step is about to be applied. */
  default void stepStarted(Step step) {}

  /** A step was applied. */
  default void stepApplied(AppliedStep step) {}

  /** A check has ended. */
  default void checkEnded(Check check) {}

  /**
   * Something takes time.
   *
   * @param on what is waited for, such as {@code drone}
   * @param seen what the last look found
   * @param soFar since the wait began
   */
  default void waiting(String on, String seen, Duration soFar) {}

  /** A line that the deploy command printed. */
  default void deployOutput(String line) {}

  /** Something the operator should know that stops nothing. */
  default void warning(String text) {}
}
