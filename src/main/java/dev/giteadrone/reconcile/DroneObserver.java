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
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.reconcile.ahead.Ahead;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Parallel;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Observes the running Drone and compares it with the file. Changes nothing. A Drone that is down
 * is a value. A Drone that answers too late tells nothing, so it is observed again.
 */
public final class DroneObserver {
  private final Gateways gateways;
  private final Desired desired;
  private final Poller poller;
  private final Supplier<Deadline> deadline;
  private final Ahead<HostSecrets, LiveObserved> ahead;
  private final Randomness random = new Randomness();

  /**
   * Creates an observer of the Drone in {@code gateways}.
   *
   * @param ahead what was seen before it was needed
   */
  public DroneObserver(
      Gateways gateways,
      Desired desired,
      Poller poller,
      Supplier<Deadline> deadline,
      Ahead<HostSecrets, LiveObserved> ahead) {
    this.gateways = gateways;
    this.desired = desired;
    this.poller = poller;
    this.deadline = deadline;
    this.ahead = ahead;
  }

  /**
   * Observes the running Drone. A Drone that is down is a value, because there is none before the
   * first deploy. A Drone that answers too late is observed again: that tells nothing about what is
   * deployed.
   *
   * @param admin has the RPC secrets that a rotation has replaced
   * @throws Failure with UNREACHABLE if it still answers too late at the deadline of the run
   */
  public LiveObserved live(HostSecrets host, AdminRecord admin) {
    return answered(now(host, admin), "");
  }

  /**
   * As {@link #live}, but a Drone that still answers too late at the deadline of the run is a
   * value, too.
   */
  public LiveObserved liveOrLate(HostSecrets host, AdminRecord admin) {
    return now(host, admin).last();
  }

  private DroneWatch.Seen now(HostSecrets host, AdminRecord admin) {
    return ahead
        .take(host)
        .map(live -> new DroneWatch.Seen(live, Duration.ZERO))
        .orElseGet(() -> watch(host, admin, Duration.ZERO, live -> Optional.empty()));
  }

  /** Looks at Drone once, while other things are observed. Changes nothing. */
  public void lookAhead(HostSecrets host, AdminRecord admin) {
    ahead.start(host, () -> look(host, admin));
  }

  /**
   * Waits a moment for a Drone that was unreachable: it may be restarting.
   *
   * @param first what was observed before
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
   * Waits a moment for the running Drone to be again as it was observed just before.
   *
   * @param open describes what it still lacks; empty if it is as wanted
   * @return the last observation
   * @throws Failure as {@link #live} does
   */
  public LiveObserved awaitLive(
      HostSecrets host, AdminRecord admin, Function<LiveObserved, Optional<String>> open) {
    return answered(watch(host, admin, poller.pace().restart(), open), "");
  }

  /**
   * Observes Drone until it is as wanted.
   *
   * @param patience how long to wait for a Drone that answers or is down; for one that answers too
   *     late the limit is the deadline of the run
   */
  public DroneWatch.Seen watch(
      HostSecrets host,
      AdminRecord admin,
      Duration patience,
      Function<LiveObserved, Optional<String>> open) {
    return new DroneWatch(poller, deadline, () -> look(host, admin)).until(patience, open);
  }

  /**
   * The last observation, if Drone has answered in time.
   *
   * @param after what was done before, as a part of the sentence; may be empty
   * @throws Failure with UNREACHABLE if Drone answered too late
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
    try (Parallel<Optional<LiveClient>> client =
        Parallel.start(() -> gateways.drone().client().look())) {
      RpcProbe rpc = rpc(host, admin);
      if (rpc != RpcProbe.RIGHT) {
        // The runner API that accepts the secret shows its edition by that.
        info = gateways.drone().server().edition(running);
      }
      if (!(info instanceof DroneInfo.Running known)) {
        return new LiveObserved(info, Optional.empty(), RpcProbe.UNKNOWN);
      }
      return new LiveObserved(
          known, client.get(), known.oss() ? RpcProbe.NO_RUNNER_API : rpc, deployUndone());
    } catch (Failure e) {
      // It stopped between two requests, as a process that is being restarted does.
      String seen = e.problem().seen();
      return new LiveObserved(
          e instanceof LateFailure ? new DroneInfo.Late(seen) : new DroneInfo.Down(seen),
          Optional.empty(),
          RpcProbe.UNKNOWN);
    }
  }

  /**
   * Probes Drone with the file's RPC secret. If the file has none, uses a random one: the answer
   * tells whether Drone has a secret.
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

  /**
   * Whether an earlier deploy did not finish. Ignored if the operator now deploys by hand: then
   * nothing could ever tell this program that a deploy succeeded.
   */
  private boolean deployUndone() {
    return !desired.deploy().command().isEmpty() && gateways.deployer().leftUndone();
  }
}
