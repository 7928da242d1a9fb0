package dev.giteadrone.run;

import dev.giteadrone.reconcile.Writing;

/** The command {@code bootstrap}: makes a Gitea and a Drone work together, and proves it. */
final class Bootstrap {
  private final Session session;

  Bootstrap(Session session) {
    this.session = session;
  }

  CommandResult run() {
    Reconciler reconciler = new Reconciler(session);
    try (Connections.Held held = session.lockToWrite()) {
      var access = reconciler.reconcile(new AccessPhase(session));
      session.warnOfClocks();
      session.askForAccount(access.seen());
      var wiring = reconciler.reconcile(new WiringPhase(session, access.seen()));
      boolean fresh = wiring.applied().endsInDeploy();
      var live = reconciler.reconcile(new LivePhase(session, wiring.seen(), fresh));
      new Verification(session).verify(Writing.RESTORE, live.seen());
      return CommandResult.next(session.git().commit());
    }
  }
}
