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

/** The running Drone has what the file has. */
final class LivePhase implements Phase<WiringObserved> {
  private final Session session;
  private final WiringObserved first;
  private final boolean fresh;
  private final LivePlanner planner;

  /**
   * Works with what the stage before has seen.
   *
   * @param fresh whether this run gave the file what a deploy is to bring, so that nobody can have
   *     newer
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

  /** It was just seen with all of it; a proxy or a unit that starts again may hide that once. */
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

  /** The first thing that a plan has open, in words. */
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
