package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import java.util.List;

/**
 * Removes pending keys of finished work from the admin file.
 *
 * @param keys the keys to remove
 * @param text the reason
 */
public record ForgetPending(List<AdminKey> keys, String text) implements Step {
  /** Copies the list. */
  public ForgetPending {
    keys = List.copyOf(keys);
  }

  @Override
  public StepLine line() {
    return new StepLine("forget-pending", label(), Effect.CHANGES, text);
  }

  /** One plan may have several of these steps. */
  private String label() {
    return switch (keys.getFirst()) {
      case PENDING_APP -> "pending";
      case PENDING_ROTATION -> "rotation";
      default -> "old rpc";
    };
  }

  @Override
  public Outcome apply(StepContext context) {
    context.admin().forget(keys.toArray(AdminKey[]::new));
    return new Outcome(Change.UPDATED, text);
  }
}
