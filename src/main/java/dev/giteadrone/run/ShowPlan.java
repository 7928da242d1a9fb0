package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.report.Then;

/**
 * The command {@code plan}: shows the first open stage exactly, and the stages after it in words,
 * because their details are not known yet. Then it shows what verification would find broken,
 * although no step changes it. Changes nothing.
 */
final class ShowPlan {
  private final Session session;
  private final Reconciler reconciler;

  ShowPlan(Session session) {
    this.session = session;
    this.reconciler = new Reconciler(session);
  }

  CommandResult run() {
    AccessPhase accessPhase = new AccessPhase(session);
    AccessObserved access = accessPhase.observe();
    if (isOpen(accessPhase, access)) {
      String app = session.desired().drone().appName();
      if (access.files().host().value().isComplete()) {
        Forecast.some(session, session.wiring().lookToCheck(access));
      }
      return CommandResult.then(
          new Then(Stage.WIRING, app + ", " + session.file() + ", if they are missing"),
          thenDeploy());
    }
    session.askForAccount(access);
    try (Forecast forecast = new Forecast(session, access)) {
      return withAccess(access, forecast);
    }
  }

  private CommandResult withAccess(AccessObserved access, Forecast forecast) {
    WiringPhase wiringPhase = new WiringPhase(session, access);
    WiringObserved wiring = wiringPhase.observe();
    if (isOpen(wiringPhase, wiring)) {
      Forecast.some(session, wiring);
      return CommandResult.then(thenDeploy());
    }
    if (isOpen(new LivePhase(session, wiring, false), wiring)) {
      Forecast.some(session, wiring);
      return CommandResult.then(new Then(Stage.VERIFY, ""));
    }
    forecast.all(wiring);
    return CommandResult.NOTHING;
  }

  private <S> boolean isOpen(Phase<S> phase, S seen) {
    Plan plan = reconciler.guarded(phase.plan(seen), phase.access(seen));
    session.log().shown(plan, phase.where());
    return !plan.isEmpty();
  }

  private Then thenDeploy() {
    String deploy = session.desired().deploy().describe();
    return new Then(Stage.LIVE, (deploy.isEmpty() ? "you deploy" : deploy) + ", verify");
  }
}
