package dev.giteadrone.reconcile.access;

import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;

/**
 * Creates an access token through Gitea's command line, which needs no password. Does not delete
 * tokens of earlier runs: that needs a password which Gitea accepts.
 *
 * @param scopes the smallest set that later requests need
 */
public record CreateTokenByCli(String username, List<String> scopes, String why) implements Step {
  /** Copies the list. */
  public CreateTokenByCli {
    scopes = List.copyOf(scopes);
  }

  @Override
  public StepLine line() {
    return new StepLine(
        "create-token-by-cli",
        "token",
        Effect.CREATES,
        "new access token (" + String.join(", ", scopes) + ") through the CLI: " + why);
  }

  @Override
  public Outcome apply(StepContext context) {
    NamedToken named =
        NamedToken.record(context, record -> record.with(AdminKey.USERNAME, username));
    Secret token;
    try {
      token =
          context
              .gateways()
              .cli()
              .orElseThrow()
              .generateToken(username, named.name(), scopes, context.deadline().get());
    } catch (NoEffectFailure e) {
      context.gateways().admin().undo(named.revision());
      throw e;
    }
    context.gateways().admin().write(named.revision(), named.with(token));
    return named.created(scopes);
  }
}
