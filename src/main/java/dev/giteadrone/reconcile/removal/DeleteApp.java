package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/** Deletes an application that this program created. */
public record DeleteApp(OAuthApp app) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "delete-app",
        "app",
        Effect.REMOVES,
        app.name() + ", client " + app.clientId() + ": nobody can log in to Drone after this");
  }

  @Override
  public Outcome apply(StepContext context) {
    context.gateways().gitea().apps().delete(Reader.of(context), app.id());
    return new Outcome(Change.DELETED, app.name() + ", client " + app.clientId());
  }
}
