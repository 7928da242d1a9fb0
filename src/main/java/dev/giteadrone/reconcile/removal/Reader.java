package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.reconcile.StepContext;

/** What reads and deletes in Gitea: our token, or else the password. */
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
