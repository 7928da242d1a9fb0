package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.StepLine;

/**
 * One change to make, and how it is made. Planners construct steps; the reconciler applies them in
 * their order. A step holds no secret value: where a server hands out a secret once, minting and
 * storing it is one step. Each can be repeated after a crash anywhere in it.
 */
public interface Step {

  /** What progress and reports show of it. */
  StepLine line();

  /** Whether it gives the host's file a value that a running server does not have yet. */
  default boolean endsInDeploy() {
    return false;
  }

  /**
   * Makes the change.
   *
   * @throws dev.giteadrone.model.result.Failure if it could not be made, or if that is not known
   */
  Outcome apply(StepContext context);
}
