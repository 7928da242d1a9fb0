package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.StepLine;

/**
 * One change, and how to make it. Planners create steps, and the reconciler applies them in order.
 * A step holds no secret value. If a server shows a secret only once, one step both creates and
 * stores it. After a crash at any point, a step can be repeated.
 */
public interface Step {

  /** The step as progress and reports show it. */
  StepLine line();

  /** Whether it writes a value into the host's file that a running server does not have yet. */
  default boolean endsInDeploy() {
    return false;
  }

  /**
   * Makes the change.
   *
   * @throws dev.giteadrone.model.result.Failure if the change failed, or if it is unknown whether
   *     it was made
   */
  Outcome apply(StepContext context);
}
