package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.StepContext;
import java.util.Optional;

/**
 * Updates the admin file once it is known that the user exists and which password Gitea accepts.
 */
final class SettledAccount {
  private SettledAccount() {}

  /** Replaces the pending values of the administrator by the final ones. */
  static AdminRecord record(AdminRecord record, AccessObserved seen) {
    AdminRecord next = record;
    if (record.get(AdminKey.PENDING_ADMIN).isPresent()) {
      next =
          next.with(AdminKey.CREATED_BY, record.text(AdminKey.PENDING_ADMIN).orElseThrow())
              .without(AdminKey.PENDING_ADMIN);
    }
    if (seen.password().equals(Optional.of(PasswordState.NEXT))) {
      next =
          next.with(AdminKey.PASSWORD, record.get(AdminKey.NEXT_PASSWORD).orElseThrow())
              .without(AdminKey.NEXT_PASSWORD);
    }
    return next;
  }

  /** Removes the tokens that are no longer pending. */
  static AdminRecord tidied(AdminRecord record) {
    return record.without(AdminKey.PENDING_TOKENS, AdminKey.CLI_TOKEN_NAME, AdminKey.CLI_TOKEN);
  }

  /** The password that Gitea accepts. */
  static Credential.Basic password(AdminRecord record, StepContext context) {
    AdminKey key =
        context.access().password().equals(Optional.of(PasswordState.NEXT))
            ? AdminKey.NEXT_PASSWORD
            : AdminKey.PASSWORD;
    return new Credential.Basic(
        context.desired().gitea().username(), record.get(key).orElseThrow());
  }
}
