package dev.giteadrone.run;

import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.reconcile.Writing;

/**
 * The command {@code verify}: observes once, then runs the checks. It restores nothing. It does
 * create a canary if there never was one, and stores the token of a login, so it prevents other
 * runs meanwhile.
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
    session.warnOfClocks();
    session.askForAccount(access);
    new Verification(session).verify(Writing.PROOF, session.wiring().lookToCheck(access));
  }

  /** Verifies from the host itself, which has no administrator's credentials. */
  CommandResult runOnHost() {
    AccessObserved access = session.access().look(session.files().lookOnHost());
    new Verification(session).verifyOnHost(session.wiring().lookToCheck(access));
    return CommandResult.NOTHING;
  }
}
