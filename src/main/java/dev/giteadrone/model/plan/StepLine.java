package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.Text;

/**
 * A step as progress and reports show it. It holds no secret.
 *
 * @param id its name in reports, which never changes, such as {@code create-app}
 * @param label the short word at the start of its line
 * @param effect the effect of the step
 * @param text what it will do, one line
 */
public record StepLine(String id, String label, Effect effect, String text) {
  /** The id of the step that runs the operator's deploy command, which may take minutes. */
  public static final String DEPLOY = "deploy";

  /** The text is safe to show, whoever wrote some of it. */
  public StepLine {
    text = Text.line(text);
  }

  /** Whether a secret that somebody may be using stops working. */
  public boolean rotates() {
    return effect == Effect.ROTATES;
  }

  /** The text, with a word before it where the step rotates a secret. */
  public String describe() {
    return rotates() ? "ROTATES: " + text : text;
  }
}
