package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.report.StageReport.Fact;
import dev.giteadrone.report.Then;
import java.util.List;

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
    if (isOpen(accessPhase, access, List.of())) {
      return withoutAccess(access);
    }
    session.askForAccount(access);
    try (Forecast forecast = new Forecast(session, access)) {
      return withAccess(access, forecast);
    }
  }

  private CommandResult withoutAccess(AccessObserved access) {
    if (access.files().host().value().isComplete()) {
      WiringObserved wiring = session.wiring().lookToCheck(access);
      List<Fact> adopted = new WiringPhase(session, access).adopted(wiring).stream().toList();
      Forecast.some(session, wiring);
      if (!adopted.isEmpty()) {
        session.log().shown(Plan.of(Stage.WIRING, List.of()), "", adopted);
        return Drift.lacks(wiring.host(), wiring.live()).isEmpty()
            ? CommandResult.then(new Then(Stage.VERIFY, ""))
            : CommandResult.then(thenDeploy());
      }
    }
    String app = session.desired().drone().appName();
    return CommandResult.then(
        new Then(Stage.WIRING, app + ", " + session.file() + ", if they are missing"),
        thenDeploy());
  }

  private CommandResult withAccess(AccessObserved access, Forecast forecast) {
    WiringPhase wiringPhase = new WiringPhase(session, access);
    WiringObserved wiring = wiringPhase.observe();
    if (isOpen(wiringPhase, wiring, wiringPhase.adopted(wiring).stream().toList())) {
      Forecast.some(session, wiring);
      return CommandResult.then(thenDeploy());
    }
    if (isOpen(new LivePhase(session, wiring, false), wiring, List.of())) {
      Forecast.some(session, wiring);
      return CommandResult.then(new Then(Stage.VERIFY, ""));
    }
    forecast.all(wiring);
    return CommandResult.NOTHING;
  }

  private <S> boolean isOpen(Phase<S> phase, S seen, List<Fact> facts) {
    Plan plan = reconciler.guarded(phase.plan(seen), phase.access(seen));
    session.log().shown(plan, phase.where(), facts);
    return !plan.isEmpty();
  }

  private Then thenDeploy() {
    String deploy = session.desired().deploy().describe();
    return new Then(Stage.LIVE, (deploy.isEmpty() ? "you deploy" : deploy) + ", verify");
  }
}
