package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/** Tells Drone to delete the canary repository and its builds. Gitea keeps the repository. */
public record DeactivateCanary(String owner, String name) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "deactivate-canary",
        "builds",
        Effect.REMOVES,
        owner + "/" + name + ", with its builds, in Drone");
  }

  @Override
  public Outcome apply(StepContext context) {
    Secret token = context.credentials().droneToken(context.access().admin()).orElseThrow();
    context.gateways().drone().repositories().deactivate(token, owner, name);
    return new Outcome(Change.DELETED, line().text());
  }
}
