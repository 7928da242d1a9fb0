package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveObserved;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.RemovalObserved;
import dev.giteadrone.model.Rotation;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.WebhooksObserved;
import dev.giteadrone.model.WiringObserved;

/** Decides what to change. Pure: no I/O, no clock, no randomness. */
public final class Planner {
  private final Desired desired;
  private final AccessPlanner access;
  private final WiringPlanner wiring;
  private final LivePlanner live;
  private final RotationPlanner rotation;

  /** Plans towards {@code desired}. */
  public Planner(Desired desired, RunOptions options) {
    this.desired = desired;
    this.access = new AccessPlanner(desired);
    this.wiring = new WiringPlanner(desired, options);
    this.live = new LivePlanner(desired, options);
    this.rotation = new RotationPlanner(desired);
  }

  /** Administrator and token. */
  public Plan access(AccessObserved seen) {
    return access.plan(seen);
  }

  /** Application, RPC secret, files. */
  public Plan wiring(WiringObserved seen) {
    return wiring.plan(seen);
  }

  /**
   * Deploy, if the running Drone lacks what the file has.
   *
   * @param fresh whether this run made what would be deployed, so that nobody can have newer
   *     secrets
   */
  public Plan live(WiringObserved seen, boolean fresh) {
    return live.plan(seen, fresh);
  }

  /** Whether the running Drone has all that the file has. */
  public static boolean isLive(HostSecrets host, LiveObserved seen) {
    return LivePlanner.lacks(host, seen).isEmpty();
  }

  /** Whether what is planned hangs on a running Drone that was not seen to run. */
  public static boolean waitsForDrone(Plan plan) {
    return plan.refusals().stream().anyMatch(refusal -> refusal.exitCode() == ExitCode.UNREACHABLE);
  }

  /**
   * Something that works, made anew.
   *
   * @param dataKey whether the files it lies in get a new data key first
   */
  public Plan rotation(Rotation what, boolean dataKey, AccessObserved access, WiringObserved seen) {
    return rotation.plan(what, dataKey, access, seen);
  }

  /** Webhooks that call an address Drone no longer has. */
  public Plan webhooks(WebhooksObserved seen) {
    return WebhookRepair.plan(desired, seen);
  }

  /** What carries our marks, gone. */
  public Plan removal(RemovalObserved seen) {
    return new RemovalPlanner(desired).plan(seen);
  }
}
