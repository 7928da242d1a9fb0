package dev.giteadrone.reconcile.live;

import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Runs the operator's deploy command and waits until the running Drone has the values of the file.
 *
 * @param commands all commands, in their order
 * @param why what the running Drone lacks
 * @param waits false if the next step waits instead
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
