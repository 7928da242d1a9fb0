package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.Text;
import java.time.Duration;

/**
 * The result of an applied step.
 *
 * @param text one line, the interesting value first, without secrets
 */
public record StepResult(StepLine step, Change change, String text, Duration took) {
  /** The text is safe to show, whoever wrote some of it. */
  public StepResult {
    text = Text.line(text);
  }
}
