package dev.giteadrone.run;

import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.reconcile.Writing;

/**
 * Looks at everything once, then checks. Restores nothing; a canary that never existed is made, and
 * what a login gives is kept, for which no other run may be at work.
 */
final class Verify {
  private final Session session;

  Verify(Session session) {
    this.session = session;
  }

  CommandResult run() {
    if (session.options().frozen() || session.options().level() == Level.BASIC) {
      look();
      return CommandResult.NOTHING;
    }
    try (Connections.Held held = session.lock()) {
      look();
      return CommandResult.NOTHING;
    }
  }

  private void look() {
    AccessObserved access = session.observeAccess();
    new Verification(session).verify(Writing.PROOF, session.wiring().lookToCheck(access));
  }

  /** The same from the host itself, which has no administrator's credentials. */
  CommandResult runOnHost() {
    AccessObserved access = session.access().look(session.files().lookOnHost());
    new Verification(session).verifyOnHost(session.wiring().lookToCheck(access));
    return CommandResult.NOTHING;
  }
}
