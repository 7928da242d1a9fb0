package dev.giteadrone.run;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.Writing;

/**
 * The command {@code rotate}: rotates a secret, if nothing else is left to do, then continues as
 * {@link Bootstrap}.
 */
final class Rotate {
  private static final Case PENDING = Case.of(ProblemId.ROTATE_WIRED, "pending", "stage");
  private static final Case OTHER_URI = Case.of(ProblemId.ROTATE_WIRED, "redirect-uri", "uri");

  private final Session session;
  private final Rotation what;
  private final boolean dataKey;

  /**
   * Creates the command; nothing is rotated yet.
   *
   * @param dataKey whether the files that contain the secret get a new data key first
   */
  Rotate(Session session, Rotation what, boolean dataKey) {
    this.session = session;
    this.what = what;
    this.dataKey = dataKey;
  }

  CommandResult run() {
    Reconciler reconciler = new Reconciler(session);
    try (Connections.Held held = session.lockToWrite()) {
      WiringObserved healthy = healthy();
      Plan plan =
          new RotationPlanner(session.desired()).plan(what, dataKey, healthy.access(), healthy);
      StageLog log = session.log().begin(plan.stage(), "");
      reconciler.apply(log, plan, healthy.access());
      log.end();
      AccessObserved access = session.observeAccess();
      WiringObserved rotated = session.wiring().look(access);
      var live = reconciler.reconcile(new LivePhase(session, rotated, plan.endsInDeploy()));
      new Verification(session).verify(Writing.RESTORE, live.seen());
      return CommandResult.next(session.git().commit());
    }
  }

  /**
   * Requires that everything is healthy before a rotation.
   *
   * @throws Failure if something is left to do
   */
  private WiringObserved healthy() {
    AccessPhase accessPhase = new AccessPhase(session);
    AccessObserved access = accessPhase.observe();
    requireWired(accessPhase.plan(access));
    WiringPhase wiringPhase = new WiringPhase(session, access);
    // A restarting Drone must be observed before an old secret stops working.
    WiringObserved wiring = WiringPhase.awaited(session, session.wiring().look(access));
    requireWired(wiringPhase.plan(wiring));
    requireAddress(wiring);
    return wiring;
  }

  private void requireAddress(WiringObserved wiring) {
    if (wiring.probe() == ClientProbe.WRONG_REDIRECT) {
      throw OTHER_URI.failure(session.desired().drone().redirectUri());
    }
  }

  private static void requireWired(Plan plan) {
    if (WiringPhase.waitsForDrone(plan)) {
      throw new Failure(ExitCode.UNREACHABLE, plan.refusals().getFirst().problem());
    }
    if (!plan.isEmpty()) {
      throw PENDING.failure(plan.stage().label());
    }
  }
}
