package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.live.LivePlanner;
import dev.giteadrone.report.StageReport.Fact;
import java.util.List;
import java.util.Optional;

/** The live stage: the running Drone has the values of the file. */
final class LivePhase implements Phase<WiringObserved> {
  private final Session session;
  private final WiringObserved first;
  private final boolean fresh;
  private final LivePlanner planner;

  /**
   * Creates the stage from the last observation of the stage before.
   *
   * @param fresh whether this run wrote the values that a deploy would bring, so that nobody can
   *     have newer ones
   */
  LivePhase(Session session, WiringObserved first, boolean fresh) {
    this.session = session;
    this.first = first;
    this.fresh = fresh;
    this.planner = new LivePlanner(session.desired(), session.options());
  }

  @Override
  public Stage stage() {
    return Stage.LIVE;
  }

  @Override
  public String where() {
    return session.droneUrl();
  }

  @Override
  public WiringObserved observe() {
    return fresh ? first : WiringPhase.awaited(session, first);
  }

  @Override
  public Plan plan(WiringObserved seen) {
    return planner.plan(seen, fresh);
  }

  /** It had all values just before; a restarting service or a proxy may hide that for one look. */
  @Override
  public WiringObserved observeAgain(WiringObserved before) {
    WiringObserved seen = WiringPhase.again(session, before);
    if (plan(seen).isEmpty()) {
      return seen;
    }
    return seen.withLive(
        session
            .drone()
            .awaitLive(seen.host(), seen.admin(), now -> open(plan(seen.withLive(now)))));
  }

  /** The first open item of a plan, in words. */
  private static Optional<String> open(Plan plan) {
    return plan.steps().stream()
        .findFirst()
        .map(step -> step.line().text())
        .or(() -> plan.refusals().stream().findFirst().map(refusal -> refusal.problem().seen()));
  }

  @Override
  public AccessObserved access(WiringObserved seen) {
    return seen.access();
  }

  @Override
  public List<Fact> facts(WiringObserved seen, Plan plan) {
    return seen.live().info() instanceof DroneInfo.Running running
        ? List.of(new Fact("drone", running.version() + " runs with the values of the file"))
        : List.of();
  }
}
