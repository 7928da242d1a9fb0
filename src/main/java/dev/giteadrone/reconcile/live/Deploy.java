package dev.giteadrone.reconcile.live;

import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Runs the operator's deploy command and waits until the live Drone has what the file has.
 *
 * @param commands all that is run, in its order
 * @param why what the live Drone lacks
 * @param waits false where the step that follows waits in its place
 */
public record Deploy(String commands, String why, boolean waits) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(StepLine.DEPLOY, "deploy", Effect.CHANGES, commands + ": " + why);
  }

  @Override
  public boolean endsInDeploy() {
    return true;
  }

  @Override
  public Outcome apply(StepContext context) {
    return new DeployRun(context).deploy(waits);
  }
}
