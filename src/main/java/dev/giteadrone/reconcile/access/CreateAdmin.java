package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Generates and stores a password, then creates the administrator with it.
 *
 * @param way not {@code AUTO} or {@code NEVER}
 * @param resumed whether an earlier run may have created the user already
 * @param why why this way was chosen
 */
public record CreateAdmin(AdminCreation way, String username, boolean resumed, String why)
    implements Step {
  @Override
  public StepLine line() {
    String text =
        username
            + ", created through "
            + way.describe()
            + (resumed ? " (resumed)" : "")
            + ": "
            + why;
    return new StepLine("create-admin", "admin", Effect.CREATES, text);
  }

  @Override
  public Outcome apply(StepContext context) {
    return new AdminCreator(context).make(way, resumed)
        ? new Outcome(
            Change.CREATED, username + ", created through " + way.describe() + " (" + why + ")")
        : passwordSet(username, way, why);
  }

  static Outcome passwordSet(String username, AdminCreation way, String why) {
    return new Outcome(
        Change.UPDATED,
        username + ", stored password set through " + way.describe() + " (" + why + ")");
  }
}
