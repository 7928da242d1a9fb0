package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.secrets.AdminFile;
import java.util.Optional;

/**
 * Changes the password: stores the next password beside the old one, sets it in Gitea, verifies it,
 * and removes the old one. After a crash, the one that Gitea accepts is the current one, so none is
 * lost. If Gitea refuses the change, the file stays as it was.
 */
public record ChangePassword(String username, String why) implements Step {
  private static final Case BOTH =
      Case.of(ProblemId.ADMIN_EXISTS, "both-passwords", "user", "adminFile");
  private static final Case KEPT =
      Case.of(
          ProblemId.ADMIN_EXISTS, "password-kept", "user", "seen", "scopes", "cli", "adminFile");

  @Override
  public StepLine line() {
    return new StepLine(
        "change-password", "password", Effect.ROTATES, "new password for " + username + ": " + why);
  }

  @Override
  public Outcome apply(StepContext context) {
    AdminFile file = context.gateways().admin();
    Stored<AdminRecord> stored = file.read();
    Secret next = stored.value().get(AdminKey.NEXT_PASSWORD).orElseGet(context.random()::password);
    AdminRecord both = stored.value().with(AdminKey.NEXT_PASSWORD, next);
    Revision revision = file.write(stored.revision(), both);
    Credential.Basic old =
        new Credential.Basic(username, stored.value().get(AdminKey.PASSWORD).orElseThrow());
    if (!isRight(context, next)) {
      try {
        setPassword(context, old, next);
      } catch (NoEffectFailure e) {
        file.undo(revision);
        throw passwordKept(context, e, old);
      }
    }
    if (!isRight(context, next)) {
      throw BOTH.failure(username, file.path());
    }
    file.write(revision, both.with(AdminKey.PASSWORD, next).without(AdminKey.NEXT_PASSWORD));
    return new Outcome(Change.UPDATED, "new password for " + username + ", stored");
  }

  /**
   * With a second factor only a token or a code may set the password, and the program's token does
   * not have that scope.
   */
  private static void setPassword(StepContext context, Credential.Basic old, Secret next) {
    Optional<Secret> given = context.desired().gitea().givenToken();
    if (given.isEmpty()) {
      CodeRetry.send(context, old, basic -> set(context, basic, next));
      return;
    }
    try {
      set(context, old, next);
    } catch (NoEffectFailure e) {
      context
          .gateways()
          .gitea()
          .users()
          .setPassword(new Credential.Token(given.get()), old.username(), next);
    }
  }

  private static Secret set(StepContext context, Credential.Basic by, Secret next) {
    context.gateways().gitea().users().setPassword(by, by.username(), next);
    return next;
  }

  private static Failure passwordKept(
      StepContext context, NoEffectFailure refused, Credential.Basic old) {
    String scopes = String.join(",", AdminCreator.CLI_SCOPES.subList(0, 2));
    String cli = context.desired().gitea().cli().isEmpty() ? "" : "yes";
    return RefusedPassword.told(
        refused,
        context.gateways().gitea(),
        old,
        seen -> KEPT.problem(old.username(), seen, scopes, cli, context.gateways().admin().path()));
  }

  /** Whether the password is right, with or without a second factor. */
  private boolean isRight(StepContext context, Secret password) {
    Credential.Basic basic = new Credential.Basic(username, password);
    return context.credentials().signsIn(basic)
        || RefusedPassword.isRight(RefusedPassword.state(context.gateways().gitea(), basic));
  }
}
