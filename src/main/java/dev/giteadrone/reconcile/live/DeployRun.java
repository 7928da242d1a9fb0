package dev.giteadrone.reconcile.live;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.DroneObserver;
import dev.giteadrone.reconcile.DroneWatch;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.RunDeadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the operator's commands around a deploy, then waits until the running Drone has the new
 * values.
 */
public final class DeployRun {
  private static final Case FAILED =
      Case.of(
          ProblemId.DEPLOY_COMMAND,
          "failed",
          "command",
          "code",
          "took",
          "name",
          "prepare",
          "deploy",
          "restart",
          "tail");
  private static final Case NO_EFFECT =
      Case.of(ProblemId.DEPLOY_PENDING, "no-effect", "command", "lacks", "took");

  private final Gateways gateways;
  private final Desired desired;
  private final DeployTarget target;
  private final Progress progress;
  private final DroneObserver drone;
  private final Poller poller;
  private final RunDeadline deadline;

  /** Creates a deploy with the commands of the configuration. */
  public DeployRun(
      Gateways gateways,
      Desired desired,
      Progress progress,
      DroneObserver drone,
      Poller poller,
      RunDeadline deadline) {
    this.gateways = gateways;
    this.desired = desired;
    this.target = desired.deploy();
    this.progress = progress;
    this.drone = drone;
    this.poller = poller;
    this.deadline = deadline;
  }

  DeployRun(StepContext context) {
    this(
        context.gateways(),
        context.desired(),
        context.progress(),
        context.drone(),
        context.poller(),
        context.deadline());
  }

  /**
   * Builds what will be deployed.
   *
   * @return the command, and how long it took
   */
  public String prepare() {
    return describe(DeployJob.PREPARE, run(DeployJob.PREPARE));
  }

  /**
   * Runs the deploy command.
   *
   * @param waits whether to wait until the deploy takes effect
   */
  Outcome deploy(boolean waits) {
    HostSecrets host = gateways.host().read().value();
    Deployer.Ended ended = run(DeployJob.DEPLOY);
    String text = describe(DeployJob.DEPLOY, ended) + restart();
    // A deploy that an earlier run started may have begun before the last change of the file.
    if (ended.joined() && !lacks(host, await(host, poller.pace().restart())).isEmpty()) {
      text += "; again: " + describe(DeployJob.DEPLOY, run(DeployJob.DEPLOY)) + restart();
    }
    if (waits) {
      requireEffect(host);
    }
    return new Outcome(Change.UPDATED, text);
  }

  private String restart() {
    return target.restart().isEmpty()
        ? ""
        : "; " + describe(DeployJob.RESTART, run(DeployJob.RESTART));
  }

  private String describe(DeployJob job, Deployer.Ended ended) {
    return command(job)
        + (ended.joined() ? ", started by an earlier run" : "")
        + ", "
        + Elapsed.describe(ended.took());
  }

  private String command(DeployJob job) {
    return String.join(" ", target.argv(job));
  }

  private Deployer.Ended run(DeployJob job) {
    Deployer.Ended ended =
        gateways.deployer().run(job, target, masking(), deadline.get().plus(target.timeout()));
    deadline.extend(ended.took());
    if (ended.exitCode() != 0) {
      throw failed(job, ended);
    }
    return ended;
  }

  private Failure failed(DeployJob job, Deployer.Ended ended) {
    Collection<Secret> secrets = secrets();
    String tail =
        ended.last().stream().map(line -> masked(line, secrets)).collect(Collectors.joining("\n"));
    return FAILED.failureAs(
        job.check(),
        null,
        command(job),
        ended.exitCode(),
        Elapsed.describe(ended.took()),
        desired.secrets().host().file().getFileName(),
        job == DeployJob.PREPARE ? "yes" : "",
        job == DeployJob.DEPLOY ? "yes" : "",
        job == DeployJob.RESTART ? "yes" : "",
        tail);
  }

  /** The output of a command goes to the screen, and that may be the log of a pipeline. */
  private Progress masking() {
    Collection<Secret> secrets = secrets();
    return new Progress() {
      @Override
      public void waiting(String name, String seen, Duration soFar) {
        progress.waiting(name, seen, soFar);
      }

      @Override
      public void output(String line) {
        progress.output(masked(line, secrets));
      }
    };
  }

  private Collection<Secret> secrets() {
    return gateways.host().read().value().values().values();
  }

  /** Masks secrets: reports must contain none, even if a command prints one. */
  private static String masked(String line, Collection<Secret> secrets) {
    String text = line;
    for (Secret secret : secrets) {
      text = text.replace(secret.reveal(), secret.toString());
    }
    return text;
  }

  /**
   * Observes the running Drone until it has the values of the file.
   *
   * @param patience how long to wait for a Drone that answers or is down
   */
  private DroneWatch.Seen await(HostSecrets host, Duration patience) {
    return drone.watch(
        host,
        gateways.admin().read().value(),
        patience,
        live ->
            Optional.of(Drift.describe(Drift.lacks(host, live))).filter(words -> !words.isEmpty()));
  }

  /**
   * What the running Drone lacks. A Drone that answers too late is no reason for a second deploy.
   */
  private List<Drift.Lack> lacks(HostSecrets host, DroneWatch.Seen seen) {
    return Drift.lacks(host, drone.answered(seen, ", after " + command(DeployJob.DEPLOY)));
  }

  /**
   * Waits until the running Drone has the values of the file.
   *
   * @throws Failure with DEPLOY_PENDING if it does not get them in time
   */
  void requireEffect() {
    requireEffect(gateways.host().read().value());
  }

  private void requireEffect(HostSecrets host) {
    DroneWatch.Seen seen = await(host, deadline.get().remaining());
    List<Drift.Lack> lacks = lacks(host, seen);
    if (lacks.isEmpty()) {
      return;
    }
    throw NO_EFFECT.failureAs(
        lacks.getFirst().check().id(),
        null,
        command(DeployJob.DEPLOY),
        Drift.describe(lacks),
        Elapsed.describe(seen.took()));
  }
}
