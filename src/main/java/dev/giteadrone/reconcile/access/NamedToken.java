package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.reconcile.TokenMark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An access token that is about to be created. Its name is in the admin file before the request to
 * Gitea, so a run that stops there leaves no unrecorded token.
 *
 * @param before what the admin file had
 * @param after what it has now
 * @param revision its revision now
 * @param name the name of the new token
 * @param left tokens that interrupted runs have left, or that Gitea no longer accepts
 */
record NamedToken(
    AdminRecord before, AdminRecord after, Revision revision, String name, List<String> left) {

  /**
   * Records a new random name.
   *
   * @param also another change of the file in the same write
   */
  static NamedToken record(StepContext context, UnaryOperator<AdminRecord> also) {
    Stored<AdminRecord> stored = context.gateways().admin().read();
    List<String> left = new ArrayList<>(stored.value().pendingTokens());
    // Gitea may still list a token of this name that it no longer accepts.
    stored.value().text(AdminKey.TOKEN_NAME).ifPresent(left::add);
    String name = context.random().tokenName(TokenMark.of(context.desired().drone().url()));
    List<String> pending = new ArrayList<>(left);
    pending.add(name);
    AdminRecord after =
        also.apply(SettledAccount.record(stored.value(), context.access()))
            .withPendingTokens(pending);
    Revision revision = context.gateways().admin().write(stored.revision(), after);
    return new NamedToken(stored.value(), after, revision, name, List.copyOf(left));
  }

  /** The content of the admin file with the new token. */
  AdminRecord with(Secret token) {
    return after
        .with(AdminKey.TOKEN_NAME, name)
        .with(AdminKey.TOKEN, token)
        .withPendingTokens(left);
  }

  Outcome created(List<String> scopes) {
    return new Outcome(Change.CREATED, name + " (" + String.join(", ", scopes) + ")");
  }
}
