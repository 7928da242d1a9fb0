package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at the running Drone, beside what the file has. Changes nothing. One that is down is a
 * value; one that is late says nothing and is looked at again.
 */
public final class DroneObserver {
  private final Gateways gateways;
  private final Desired desired;
  private final Poller poller;
  private final Supplier<Deadline> deadline;
  private final Randomness random = new Randomness();

  /** Looks at the Drone behind {@code gateways}. */
  public DroneObserver(
      Gateways gateways, Desired desired, Poller poller, Supplier<Deadline> deadline) {
    this.gateways = gateways;
    this.desired = desired;
    this.poller = poller;
    this.deadline = deadline;
  }

  /**
   * Looks at the running Drone. One that is not there is a value: before the first deploy it cannot
   * be. One that is late is looked at again: it says nothing about what is deployed.
   *
   * @param admin knows the RPC secrets that a rotation has replaced
   * @throws Failure with UNREACHABLE if it is still late when the run's time is up
   */
  public LiveObserved live(HostSecrets host, AdminRecord admin) {
    return answered(watch(host, admin, Duration.ZERO, live -> Optional.empty()), "");
  }

  /**
   * Gives a Drone that is not there a moment to come back, as one has that is being restarted.
   *
   * @param first what was seen before
   * @return {@code first}, unless it was unreachable
   * @throws Failure as {@link #live} does
   */
  public LiveObserved awaitDrone(HostSecrets host, AdminRecord admin, LiveObserved first) {
    return first.info() instanceof DroneInfo.Running
        ? first
        : awaitLive(
            host,
            admin,
            live ->
                live.info() instanceof DroneInfo.Unreachable away
                    ? Optional.of(away.seen())
                    : Optional.empty());
  }

  /**
   * Gives the running Drone a moment to be as it was just seen to be.
   *
   * @param open what it still lacks, in words; empty if it is as wanted
   * @return what was seen last
   * @throws Failure as {@link #live} does
   */
  public LiveObserved awaitLive(
      HostSecrets host, AdminRecord admin, Function<LiveObserved, Optional<String>> open) {
    return answered(watch(host, admin, poller.pace().restart(), open), "");
  }

  /**
   * Looks until Drone is as wanted.
   *
   * @param patience for a Drone that answers or is down; one that is late is waited for until the
   *     run's time is up
   */
  public DroneWatch.Seen watch(
      HostSecrets host,
      AdminRecord admin,
      Duration patience,
      Function<LiveObserved, Optional<String>> open) {
    return new DroneWatch(poller, deadline, () -> look(host, admin)).until(patience, open);
  }

  /**
   * What was seen of a Drone that is not late.
   *
   * @param after what was done before, to go on in the sentence; may be empty
   * @throws Failure with UNREACHABLE if it is
   */
  public LiveObserved answered(DroneWatch.Seen seen, String after) {
    if (seen.last().info() instanceof DroneInfo.Late late) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          LateDrone.problem(
              desired, late.seen() + ", still after " + Elapsed.describe(seen.took()), after));
    }
    return seen.last();
  }

  private LiveObserved look(HostSecrets host, AdminRecord admin) {
    DroneInfo info = gateways.drone().server().info();
    if (!(info instanceof DroneInfo.Running running)) {
      return new LiveObserved(info, Optional.empty(), RpcProbe.UNKNOWN);
    }
    try {
      RpcProbe rpc = running.oss() ? RpcProbe.NO_RUNNER_API : rpc(host, admin);
      return new LiveObserved(info, gateways.drone().client().look(), rpc, deployUndone());
    } catch (Failure e) {
      // It went away between two looks, as a process does that is being restarted.
      String seen = e.problem().seen();
      return new LiveObserved(
          e instanceof LateFailure ? new DroneInfo.Late(seen) : new DroneInfo.Down(seen),
          Optional.empty(),
          RpcProbe.UNKNOWN);
    }
  }

  /**
   * What Drone says to the file's RPC secret, or to a random one where the file has none: that
   * tells whether it has any.
   */
  private RpcProbe rpc(HostSecrets host, AdminRecord admin) {
    RpcProbe probe =
        gateways
            .drone()
            .server()
            .ping(host.get(Variable.DRONE_RPC_SECRET).orElseGet(random::rpcSecret));
    boolean replaced =
        probe == RpcProbe.WRONG
            && admin.replacedRpcSecrets().stream()
                .anyMatch(old -> gateways.drone().server().ping(old) == RpcProbe.RIGHT);
    return replaced ? RpcProbe.REPLACED : probe;
  }

  /** Who deploys by hand by now has nothing that could ever tell us that it went well. */
  private boolean deployUndone() {
    return !desired.deploy().command().isEmpty() && gateways.deployer().leftUndone();
  }
}
