package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WebhooksObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.webhooks.WebhookObserver;
import dev.giteadrone.reconcile.webhooks.WebhookPlanner;

/**
 * The command {@code repair}: repairs each repository separately. If one fails, the others are
 * still repaired.
 */
final class Repair {
  private final Session session;
  private final boolean dryRun;

  /**
   * Creates the command; nothing is repaired yet.
   *
   * @param dryRun only show the changes, make none
   */
  Repair(Session session, boolean dryRun) {
    this.session = session;
    this.dryRun = dryRun;
  }

  CommandResult run() {
    if (dryRun) {
      session.log().shown(plan(session.observeAccess()), session.droneUrl());
      return CommandResult.NOTHING;
    }
    try (Connections.Held held = session.lockToWrite()) {
      AccessObserved access = session.observeAccess();
      Plan plan = plan(access);
      StageLog log = session.log().begin(Stage.REPAIR, session.droneUrl());
      log.planned(plan.shown());
      Reconciler reconciler = new Reconciler(session);
      plan.steps().forEach(step -> apply(reconciler, step, access, log));
      log.end();
      return CommandResult.NOTHING;
    }
  }

  private static void apply(Reconciler reconciler, Step step, AccessObserved access, StageLog log) {
    try {
      reconciler.apply(log, step, access);
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.UNREACHABLE) {
        throw e;
      }
      log.refused(new Refusal(step.line().label(), e.exitCode(), e.problem()));
    }
  }

  private Plan plan(AccessObserved access) {
    WebhooksObserved seen = new WebhookObserver(session.gateways(), session.desired()).look(access);
    return new WebhookPlanner(session.desired()).plan(seen);
  }
}
