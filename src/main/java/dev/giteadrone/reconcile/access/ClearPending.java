package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;

/**
 * Deletes tokens that an earlier run may have left, and removes pending keys of finished work.
 *
 * @param tokens names; they are deleted only if a password is available
 */
public record ClearPending(List<String> tokens) implements Step {
  /** Copies the list. */
  public ClearPending {
    tokens = List.copyOf(tokens);
  }

  @Override
  public StepLine line() {
    return new StepLine(
        "clear-pending",
        "tidy",
        Effect.CHANGES,
        "what an interrupted run left"
            + (tokens.isEmpty() ? "" : ": " + String.join(", ", tokens)));
  }

  @Override
  public Outcome apply(StepContext context) {
    Credential.Basic own =
        SettledAccount.password(context.gateways().admin().read().value(), context);
    tokens.forEach(name -> context.gateways().gitea().tokens().delete(own, name));
    context
        .admin()
        .change(record -> SettledAccount.tidied(SettledAccount.record(record, context.access())));
    return new Outcome(Change.UPDATED, line().text());
  }
}
