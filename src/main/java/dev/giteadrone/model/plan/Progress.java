package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import java.time.Duration;

/**
 * Hears what a run is doing while it does it. Every method may be called from the run's thread
 * only.
 */
public interface Progress {

  /** A stage begins; {@code where} is the server's URL or empty. */
  default void stage(Stage stage, String where) {}

  /** Something takes time: a bounded wait's look found {@code seen}. */
  default void waiting(String name, String seen, Duration soFar) {}

  /** A fact was observed that needs no change, such as {@code gitea 1.26.0, ready after 2.1 s}. */
  default void fact(String label, String text) {}

  /** A step is about to be applied. */
  default void applying(StepLine step) {}

  /** A step was applied. */
  default void applied(StepResult result) {}

  /** A check is about to run. */
  default void checking(CheckId check) {}

  /** A check has ended. */
  default void checked(CheckResult result) {}

  /** A line of the deploy command's own output. */
  default void output(String line) {}

  /** Something the operator should know that stops nothing. */
  default void warning(String text) {}

  /** Hears nothing. */
  Progress SILENT = new Progress() {};
}
