package dev.giteadrone.report;

import dev.giteadrone.model.plan.Stage;

/**
 * What would follow the stage that a plan shows; its details cannot be known before.
 *
 * @param what in words; may be empty
 */
public record Then(Stage stage, String what) {

  /** One line. */
  public String describe() {
    return what.isEmpty() ? stage.label() : stage.label() + ": " + what;
  }
}
