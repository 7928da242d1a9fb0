package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.StepContext;
import java.util.Optional;

/** The admin file once it is known which password Gitea accepts, and that the user exists. */
final class SettledAccount {
  private SettledAccount() {}

  /** What was pending of the administrator becomes what is. */
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

  /** Without the tokens that are no longer pending. */
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
