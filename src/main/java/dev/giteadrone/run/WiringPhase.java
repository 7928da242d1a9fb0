package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.wiring.AdoptedApp;
import dev.giteadrone.reconcile.wiring.WiringPlanner;
import dev.giteadrone.report.StageReport.Fact;
import java.util.List;
import java.util.Optional;

/** The wiring stage: OAuth2 application, RPC secret, secrets file. */
final class WiringPhase implements Phase<WiringObserved> {
  private final Session session;
  private final AccessObserved access;
  private final WiringPlanner planner;

  /**
   * Creates the stage from the last observation of the stage before.
   *
   * @param access the administrator and token in Gitea
   */
  WiringPhase(Session session, AccessObserved access) {
    this.session = session;
    this.access = access;
    this.planner = new WiringPlanner(session.desired(), session.options());
  }

  @Override
  public Stage stage() {
    return Stage.WIRING;
  }

  @Override
  public String where() {
    return "";
  }

  /** If the plan depends on a Drone that does not answer, waits for it. */
  @Override
  public WiringObserved observe() {
    WiringObserved seen = session.wiring().look(access);
    return waitsForDrone(plan(seen)) ? awaited(session, seen) : seen;
  }

  @Override
  public Plan plan(WiringObserved seen) {
    return planner.plan(seen);
  }

  @Override
  public WiringObserved observeAgain(WiringObserved before) {
    return again(session, before);
  }

  @Override
  public AccessObserved access(WiringObserved seen) {
    return seen.access();
  }

  @Override
  public List<Fact> facts(WiringObserved seen, Plan plan) {
    Fact secrets =
        new Fact(
            "secrets",
            session.file()
                + ": "
                + seen.host().values().size()
                + " variables ours, "
                + seen.host().others()
                + " others kept");
    if (!plan.steps().isEmpty()) {
      return List.of(secrets);
    }
    String client = "client " + seen.host().clientId().map(OAuthApp::describe).orElse("");
    return List.of(adopted(seen).orElseGet(() -> new Fact("app", client)), secrets);
  }

  /** The application, if it works and this program did not create it. */
  Optional<Fact> adopted(WiringObserved seen) {
    return AdoptedApp.describe(session.desired(), seen).map(text -> new Fact("app", text));
  }

  /** Whether the plan depends on a running Drone, but Drone was not seen to run. */
  static boolean waitsForDrone(Plan plan) {
    return plan.refusals().stream().anyMatch(refusal -> refusal.exitCode() == ExitCode.UNREACHABLE);
  }

  /** Waits a moment for a Drone that may be restarting, then returns the observation. */
  static WiringObserved awaited(Session session, WiringObserved seen) {
    return seen.withLive(session.drone().awaitDrone(seen.host(), seen.admin(), seen.live()));
  }

  /** Observes again, with the files as they are now. */
  static WiringObserved again(Session session, WiringObserved before) {
    return session.wiring().look(before.access().withFiles(session.files().look()));
  }
}
