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
 * A token that is about to be made: its name is in the admin file before Gitea hears of it, so that
 * a run which dies leaves none without a record.
 *
 * @param before what the admin file held
 * @param after what it holds now
 * @param revision its revision now
 * @param name the new token's name
 * @param left tokens that interrupted runs have left, or that Gitea no longer accepts
 */
record NamedToken(
    AdminRecord before, AdminRecord after, Revision revision, String name, List<String> left) {

  /**
   * Records a new random name.
   *
   * @param also what else changes in the file
   */
  static NamedToken record(StepContext context, UnaryOperator<AdminRecord> also) {
    Stored<AdminRecord> stored = context.gateways().admin().read();
    List<String> left = new ArrayList<>(stored.value().pendingTokens());
    // A token that Gitea no longer accepts may still be listed under its name.
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

  /** The admin file once there is the token. */
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
