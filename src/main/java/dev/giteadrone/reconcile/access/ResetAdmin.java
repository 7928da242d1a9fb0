package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Sets the stored password of an administrator that this program created, or creates the user again
 * if it no longer exists.
 *
 * @param way the CLI, or the token of another administrator
 * @param exists whether the user is known to exist
 */
public record ResetAdmin(AdminCreation way, String username, boolean exists, String why)
    implements Step {
  @Override
  public StepLine line() {
    String text =
        username
            + ", stored password set again through "
            + way.describe()
            + (exists ? "" : ", or created if it no longer exists")
            + ": "
            + why;
    return new StepLine("reset-admin", "admin", Effect.CHANGES, text);
  }

  @Override
  public Outcome apply(StepContext context) {
    return new AdminCreator(context).make(way, true)
        ? new Outcome(
            Change.CREATED,
            username + ", which did not exist any more, created through " + way.describe())
        : CreateAdmin.passwordSet(username, way, why);
  }
}
