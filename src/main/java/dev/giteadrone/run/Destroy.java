package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.removal.RemovalObserver;
import dev.giteadrone.reconcile.removal.RemovalPlanner;
import dev.giteadrone.reconcile.removal.RemoveClient;

/** The command {@code destroy}: removes what this program created. */
final class Destroy {
  private final Session session;
  private final boolean dryRun;
  private final boolean allTokens;

  /**
   * Creates the command; nothing is removed yet.
   *
   * @param dryRun only show the changes, make none
   * @param allTokens also access tokens of this Drone that the admin file does not name
   */
  Destroy(Session session, boolean dryRun, boolean allTokens) {
    this.session = session;
    this.dryRun = dryRun;
    this.allTokens = allTokens;
  }

  CommandResult run() {
    if (dryRun) {
      session.log().shown(plan(session.observeAccess()), session.droneUrl());
      return CommandResult.NOTHING;
    }
    try (Connections.Held held = session.lockToWrite()) {
      remove();
      return CommandResult.next(session.git().commit());
    }
  }

  private void remove() {
    Reconciler reconciler = new Reconciler(session);
    AccessObserved access = session.observeAccess();
    Plan plan = plan(access);
    StageLog log = session.log().begin(Stage.DESTROY, session.droneUrl());
    log.planned(plan.shown());
    if (plan.steps().stream().anyMatch(RemoveClient.class::isInstance)) {
      reconciler.preflight();
    }
    plan.steps().forEach(step -> reconciler.apply(log, step, access));
    log.end();
    if (!plan.steps().isEmpty()) {
      // The plan has already reported what is still refused.
      Reconciler.requireConverged(Plan.of(Stage.DESTROY, plan(session.observeAccess()).steps()));
    }
  }

  private Plan plan(AccessObserved access) {
    RemovalObserver observer =
        new RemovalObserver(
            session.gateways(),
            session.desired(),
            () -> session.drone().live(access.files().host().value(), access.admin()).info());
    return new RemovalPlanner(session.desired()).plan(observer.look(access, allTokens));
  }
}
