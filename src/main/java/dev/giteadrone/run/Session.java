package dev.giteadrone.run;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.FilesObserved;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.reconcile.DroneObserver;
import dev.giteadrone.reconcile.FilesObserver;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Randomness;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.reconcile.access.AccessObserver;
import dev.giteadrone.reconcile.ahead.Ahead;
import dev.giteadrone.reconcile.live.DeployRun;
import dev.giteadrone.reconcile.wiring.WiringObserver;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.time.ClockSkew;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.RunDeadline;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What one run of one command works with. It is opened once, and has no state of a stage. */
final class Session implements AutoCloseable {
  private final String command;
  private final Desired desired;
  private final RunOptions options;
  private final Progress progress;
  private final Connections connections;
  private final Timeline timeline = new Timeline();
  private final RunDeadline deadline;
  private final Poller poller;
  private final Gateways gateways;
  private final RunLog log;
  private final AtomicLong steps = new AtomicLong();
  private final AtomicBoolean clockWarned = new AtomicBoolean();
  private final Ahead<HostSecrets, LiveObserved> ahead;
  private final Ahead<Secret, Optional<DroneUser>> account;

  Session(
      String command,
      Desired desired,
      RunOptions options,
      Progress progress,
      Connections connections) {
    this.command = command;
    this.desired = desired;
    this.options = options;
    this.progress = progress;
    this.connections = connections;
    this.deadline = new RunDeadline(options.timeout());
    this.poller = new Poller(timeline, progress, connections.pace());
    this.gateways = connections.open(desired, options, timeline, deadline);
    this.log = new RunLog(progress);
    connections.warnings(desired, options).forEach(progress::warning);
    this.ahead = new Ahead<>(this::changes, LiveObserved::isWell);
    this.account =
        new Ahead<>(this::changes, user -> user.filter(DroneUser::isActiveAdmin).isPresent());
  }

  Desired desired() {
    return desired;
  }

  RunOptions options() {
    return options;
  }

  Progress progress() {
    return progress;
  }

  Timeline timeline() {
    return timeline;
  }

  RunDeadline deadline() {
    return deadline;
  }

  Poller poller() {
    return poller;
  }

  Gateways gateways() {
    return gateways;
  }

  RunLog log() {
    return log;
  }

  FilesObserver files() {
    return new FilesObserver(gateways);
  }

  AccessObserver access() {
    return new AccessObserver(gateways, desired, poller, deadline);
  }

  /**
   * Decrypts the files, waits for Gitea, and finds out which credentials work there. Looks at Drone
   * at the same time, if there is one to be expected.
   */
  AccessObserved observeAccess() {
    FilesObserved files = files().look();
    HostSecrets host = files.host().value();
    if (host.isComplete()) {
      drone().lookAhead(host, files.admin().value());
    }
    return access().look(files);
  }

  /** Warns once if the clock of a server differs much from ours, by its answers so far. */
  void warnOfClocks() {
    Map<String, Optional<Duration>> clocks = new LinkedHashMap<>();
    clocks.put("Gitea", gateways.gitea().instance().clockAhead());
    clocks.put("Drone", gateways.drone().server().clockAhead());
    clocks.forEach((server, ahead) ->
        ahead
            .map(ClockSkew::new)
            .filter(ClockSkew::isMuch)
            .filter(skew -> !clockWarned.getAndSet(true))
            .ifPresent(skew ->
                progress.warning(
                    "the clock of "
                        + server
                        + "'s host is "
                        + skew.describe()
                        + " this machine's: "
                        + ClockSkew.NEXT)));
  }

  /** The token of the administrator's account in Drone. */
  Optional<Secret> droneToken(AccessObserved access) {
    return desired.drone().givenToken().or(() -> access.admin().get(AdminKey.DRONE_TOKEN));
  }

  /** Asks for the administrator's account in Drone, if no login will give another token. */
  void askForAccount(AccessObserved access) {
    if (options.level() == Level.BASIC && access.files().host().value().isComplete()) {
      droneToken(access)
          .ifPresent(token -> account.start(token, () -> gateways.drone().accounts().find(token)));
    }
  }

  /** The account of this token, if it was asked for and counts. */
  Optional<DroneUser> knownAccount(Secret token) {
    return account.take(token).flatMap(Function.identity());
  }

  DroneObserver drone() {
    return new DroneObserver(gateways, desired, poller, deadline, ahead);
  }

  WiringObserver wiring() {
    return new WiringObserver(gateways, desired, drone());
  }

  DeployRun deploys() {
    return new DeployRun(gateways, desired, progress, drone(), poller, deadline);
  }

  /** The operator's git repository. */
  GitAdvice git() {
    return new GitAdvice(desired, progress, connections.git(desired, timeline, deadline.get()));
  }

  /** The reasons against a deploy from here. */
  List<Refusal> deployRefusals() {
    return connections.deployRefusals(desired, options, timeline, deadline.get());
  }

  /** A step begins; what was asked ahead does not count any more. */
  void stepBegins() {
    steps.incrementAndGet();
  }

  /** Steps change things without a request, too: a deploy restarts Drone. */
  private long changes() {
    return steps.get() + timeline.count(Timeline.Kind.MUTATION);
  }

  /** What a step works with, once the credentials in Gitea are known. */
  StepContext context(AccessObserved access) {
    return new StepContext(
        gateways, desired, access, new Randomness(), drone(), poller, deadline, progress);
  }

  /** Prevents other runs with the same configuration, until it is closed. Changes nothing else. */
  Connections.Held lock() {
    return connections.lock(desired, command, deadline.get(), poller);
  }

  /**
   * Locks for a run that writes: also removes the temporary files that killed runs left beside the
   * secrets files.
   */
  Connections.Held lockToWrite() {
    Connections.Held held = lock();
    try {
      gateways.admin().sweep();
      gateways.host().sweep();
      gateways.runner().ifPresent(HostFile::sweep);
      return held;
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** Ends what was asked ahead and is not needed, and leaves no connection open. */
  @Override
  public void close() {
    ahead.close();
    account.close();
    gateways.gitea().closeIdle();
    gateways.drone().closeIdle();
  }

  String giteaUrl() {
    return desired.gitea().url().toString();
  }

  String droneUrl() {
    return desired.drone().url().toString();
  }

  /** The name of the file that the host reads. */
  String file() {
    return String.valueOf(desired.secrets().host().file().getFileName());
  }
}
