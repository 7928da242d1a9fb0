package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;

/** Deletes access tokens that this program created. */
public record DeleteTokens(List<String> names) implements Step {
  /** Copies the list. */
  public DeleteTokens {
    names = List.copyOf(names);
  }

  @Override
  public StepLine line() {
    return new StepLine("delete-tokens", "token", Effect.REMOVES, String.join(", ", names));
  }

  @Override
  public Outcome apply(StepContext context) {
    Credential.Basic password =
        context.credentials().password(context.gateways().admin().read().value()).orElseThrow();
    names.forEach(name -> context.gateways().gitea().tokens().delete(password, name));
    return new Outcome(Change.DELETED, line().text());
  }
}
