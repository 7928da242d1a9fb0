package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Makes a user that this program created an administrator: Gitea's admin API creates ordinary users
 * only.
 */
public record PromoteAdmin(String username) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "promote-admin", "role", Effect.CHANGES, username + ", made an administrator");
  }

  @Override
  public Outcome apply(StepContext context) {
    Credential given = new Credential.Token(context.desired().gitea().givenToken().orElseThrow());
    context.gateways().gitea().users().makeAdmin(given, username);
    AdminCreator.created(context, AdminCreation.TOKEN);
    return new Outcome(Change.UPDATED, line().text());
  }
}
