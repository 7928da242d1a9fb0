package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/** Deletes the canary repository in Gitea. */
public record DeleteCanary(Repository repository) implements Step {
  @Override
  public StepLine line() {
    return new StepLine("delete-canary", "canary", Effect.REMOVES, repository.slug() + " in Gitea");
  }

  @Override
  public Outcome apply(StepContext context) {
    context
        .gateways()
        .gitea()
        .repositories()
        .delete(Reader.of(context), repository.owner(), repository.name());
    return new Outcome(Change.DELETED, line().text());
  }
}
