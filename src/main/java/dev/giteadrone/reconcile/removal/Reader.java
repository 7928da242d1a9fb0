package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.StepContext;

/**
 * The credentials for reads and deletes in Gitea: the token of this program, or else the password.
 */
final class Reader {
  private Reader() {}

  static Credential of(StepContext context) {
    return context
        .access()
        .token()
        .map(Credential.class::cast)
        .orElseGet(() ->
            context
                .credentials()
                .password(context.gateways().admin().read().value())
                .orElseThrow());
  }
}
