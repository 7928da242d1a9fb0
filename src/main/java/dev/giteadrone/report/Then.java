package dev.giteadrone.report;

import dev.giteadrone.model.plan.Stage;

/**
 * What would follow the stages in a plan; the details are not known yet.
 *
 * @param what a description; may be empty
 */
public record Then(Stage stage, String what) {

  /** One line. */
  public String describe() {
    return what.isEmpty() ? stage.label() : stage.label() + ": " + what;
  }
}
