package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import java.time.Duration;

/** Listens to the events of a run. Every method is called only from the thread of the run. */
public interface Progress {

  /** A stage begins; {@code where} is the server's URL or empty. */
  default void stage(Stage stage, String where) {}

  /** A wait continues: its last poll found {@code seen}. */
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

  /** A warning for the operator that does not stop the run. */
  default void warning(String text) {}

  /** Ignores all events. */
  Progress SILENT = new Progress() {};
}
