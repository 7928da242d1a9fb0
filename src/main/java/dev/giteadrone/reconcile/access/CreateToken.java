package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.secrets.AdminFile;
import java.util.List;
import java.util.Optional;

/**
 * Records a random name, creates an access token of that name, and stores it. Then deletes the
 * tokens that interrupted runs have left.
 *
 * @param scopes the smallest set that later requests need
 */
public record CreateToken(String username, List<String> scopes) implements Step {
  private static final Case NOT_CREATED =
      Case.of(ProblemId.ADMIN_EXISTS, "no-new-token", "user", "seen", "scopes", "token");
  private static final Case NOT_YET =
      Case.of(ProblemId.ADMIN_EXISTS, "no-new-token-yet", "user", "seen", "token");

  /** Copies the list. */
  public CreateToken {
    scopes = List.copyOf(scopes);
  }

  @Override
  public StepLine line() {
    return new StepLine(
        "create-token",
        "token",
        Effect.CREATES,
        "new access token (" + String.join(", ", scopes) + ")");
  }

  @Override
  public Outcome apply(StepContext context) {
    AdminFile file = context.gateways().admin();
    Gitea gitea = context.gateways().gitea();
    NamedToken named = NamedToken.record(context, record -> record);
    Credential.Basic own = SettledAccount.password(named.before(), context);
    Created created;
    try {
      created = CodeRetry.send(context, own, basic -> create(gitea, basic, named.name()));
    } catch (NoEffectFailure e) {
      file.undo(named.revision());
      if (e.exitCode() != ExitCode.NOT_AUTHORISED) {
        throw e;
      }
      return keptOfCli(context, own).orElseThrow(() -> refused(context, e, own));
    }
    AdminRecord kept = named.with(created.token());
    Revision revision = file.write(named.revision(), kept);
    if (!named.left().isEmpty()) {
      named.left().forEach(old -> gitea.tokens().delete(created.by(), old));
      file.write(revision, SettledAccount.tidied(kept));
    }
    return named.created(scopes);
  }

  /**
   * A new token.
   *
   * @param by what Gitea accepted for it
   */
  private record Created(Credential.Basic by, Secret token) {}

  private Created create(Gitea gitea, Credential.Basic own, String name) {
    return new Created(own, gitea.tokens().create(own, name, scopes));
  }

  /**
   * If Gitea asks for a second factor, the token that set the password is kept and used: no other
   * can be created with a password.
   */
  private static Optional<Outcome> keptOfCli(StepContext context, Credential.Basic own) {
    AdminRecord admin = context.gateways().admin().read().value();
    Optional<String> name = admin.text(AdminKey.CLI_TOKEN_NAME);
    Optional<Secret> token = admin.get(AdminKey.CLI_TOKEN);
    if (name.isEmpty()
        || token.isEmpty()
        || !RefusedPassword.isRight(RefusedPassword.state(context.gateways().gitea(), own))
        || !context.credentials().signsIn(new Credential.Token(token.get()))) {
      return Optional.empty();
    }
    context
        .admin()
        .change(record ->
            SettledAccount.tidied(record)
                .with(AdminKey.TOKEN_NAME, name.get())
                .with(AdminKey.TOKEN, token.get())
                .withPendingTokens(
                    record.pendingTokens().stream()
                        .filter(other -> !other.equals(name.get()))
                        .toList()));
    return Optional.of(
        new Outcome(
            Change.UPDATED,
            name.get() + ", created through the CLI, kept: Gitea asks for a second factor"));
  }

  private static Failure refused(
      StepContext context, NoEffectFailure refused, Credential.Basic own) {
    String scopes = String.join(" and ", AccessPlanner.SCOPES);
    String old = context.gateways().admin().read().value().text(AdminKey.TOKEN_NAME).orElse("");
    boolean cli = !context.desired().gitea().cli().isEmpty();
    return RefusedPassword.told(
        refused,
        context.gateways().gitea(),
        own,
        seen ->
            cli
                ? NOT_YET.problem(own.username(), seen, old)
                : NOT_CREATED.problem(own.username(), seen, scopes, old));
  }
}
