package dev.giteadrone.reconcile;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.StepResult;
import java.time.Duration;

/**
 * What applying a step did.
 *
 * @param text one line, without secrets
 */
record Outcome(Change change, String text) {
  StepResult of(Step step, long startNanos) {
    return new StepResult(step, change, text, Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
