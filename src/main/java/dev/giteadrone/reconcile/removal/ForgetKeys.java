package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;
import java.util.stream.Collectors;

/** Removes keys that are no longer used from the admin file. */
public record ForgetKeys(List<AdminKey> keys, String file) implements Step {
  /** Copies the list. */
  public ForgetKeys {
    keys = List.copyOf(keys);
  }

  @Override
  public StepLine line() {
    return new StepLine(
        "forget-keys",
        "keys",
        Effect.REMOVES,
        keys.stream().map(AdminKey::key).collect(Collectors.joining(", ")) + " from " + file);
  }

  @Override
  public Outcome apply(StepContext context) {
    context.admin().forget(keys.toArray(AdminKey[]::new));
    return new Outcome(Change.DELETED, line().text());
  }
}
