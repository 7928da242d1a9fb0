package dev.giteadrone.run;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.reconcile.check.Verified;
import dev.giteadrone.report.CanaryBuild;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.RunTrail;
import dev.giteadrone.report.Setup;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs commands, and returns their reports. Each call is one run. */
public final class Commands {
  /** A run that is going on. */
  private record Running(String command, Session session, Instant started, long startNanos) {}

  private final Desired desired;
  private final RunOptions options;
  private final Progress progress;
  private final Connections connections;
  private volatile @Nullable Running current;

  private Commands(
      Desired desired, RunOptions options, Progress progress, Connections connections) {
    this.desired = desired;
    this.options = options;
    this.progress = progress;
    this.connections = connections;
  }

  /**
   * Creates commands for one pair of servers.
   *
   * @param progress receives what a run does while it does it
   * @param connections connects a run with the servers, the files and the deploy command
   */
  public static Commands of(
      Desired desired, RunOptions options, Progress progress, Connections connections) {
    return new Commands(desired, options, progress, connections);
  }

  /**
   * Creates commands for real servers.
   *
   * @param environment of this process; sops and other child processes get the allowed part of it
   */
  public static Commands of(
      Desired desired, RunOptions options, Progress progress, Map<String, String> environment) {
    return of(desired, options, progress, new RealConnections(environment));
  }

  /**
   * Creates commands for real servers, of a run that may ask for a code of the second factor.
   *
   * @param environment of this process; sops and other child processes get the allowed part of it
   */
  public static Commands of(
      Desired desired,
      RunOptions options,
      Progress progress,
      Map<String, String> environment,
      SecondFactor secondFactor) {
    return of(desired, options, progress, new RealConnections(environment, secondFactor));
  }

  /** Creates commands for real servers, with this process's environment. */
  public static Commands of(Desired desired, RunOptions options, Progress progress) {
    return of(desired, options, progress, System.getenv());
  }

  /** Reports what {@link #bootstrap} would do. Changes nothing. */
  public RunReport plan() {
    return report("plan", session -> new ShowPlan(session).run());
  }

  /** Runs all stages: access, wiring, live, then verification. */
  public RunReport bootstrap() {
    return report("bootstrap", session -> new Bootstrap(session).run());
  }

  /** Runs the checks up to the level in the options. */
  public RunReport verify() {
    return report("verify", session -> new Verify(session).run());
  }

  /** Runs the checks that the host can make by itself. */
  public RunReport verifyOnHost() {
    return report("verify", session -> new Verify(session).runOnHost());
  }

  /**
   * Rotates a secret, then continues as {@link #bootstrap}.
   *
   * @param dataKey whether the files that contain it get a new data key first
   */
  public RunReport rotate(Rotation what, boolean dataKey) {
    return report("rotate " + what.label(), session -> new Rotate(session, what, dataKey).run());
  }

  /** Rotates a secret without a new data key. */
  public RunReport rotate(Rotation what) {
    return rotate(what, false);
  }

  /**
   * Repairs webhooks.
   *
   * @param dryRun only show the changes, make none
   */
  public RunReport repair(boolean dryRun) {
    return report("repair", session -> new Repair(session, dryRun).run());
  }

  /**
   * Removes what this program created.
   *
   * @param dryRun only show the changes, make none
   * @param allTokens also access tokens of this Drone that the admin file does not name
   */
  public RunReport destroy(boolean dryRun, boolean allTokens) {
    return report("destroy", session -> new Destroy(session, dryRun, allTokens).run());
  }

  /** Removes what this program created, and only the access tokens that the admin file names. */
  public RunReport destroy(boolean dryRun) {
    return destroy(dryRun, false);
  }

  /**
   * What the current run has done so far; may be called from another thread.
   *
   * @param trail where it is
   * @return empty if no run is going on
   */
  public Optional<RunReport> interrupted(RunTrail trail) {
    return Optional.ofNullable(current)
        .map(run ->
            report(
                run,
                new Verified(trail.checks(), false, OptionalLong.empty()),
                CommandResult.NOTHING,
                Optional.of(trail.interrupted()),
                ExitCode.INTERRUPTED));
  }

  private RunReport report(String command, Function<Session, CommandResult> action) {
    try (Session session = new Session(command, desired, options, progress, connections)) {
      Running run = new Running(command, session, Instant.now(), System.nanoTime());
      current = run;
      return report(run, action);
    } finally {
      current = null;
    }
  }

  private RunReport report(Running run, Function<Session, CommandResult> action) {
    Optional<Failure> failure = Optional.empty();
    CommandResult result = CommandResult.NOTHING;
    try {
      result = action.apply(run.session());
    } catch (Failure e) {
      failure = Optional.of(e);
    }
    RunLog log = run.session().log();
    Verified verified = log.verified();
    List<String> next = result.next();
    return report(
        run,
        verified,
        result,
        failure.map(Failure::problem),
        failure.map(Failure::exitCode).orElseGet(() -> exitCode(verified, log.stages(), next)));
  }

  private RunReport report(
      Running run,
      Verified verified,
      CommandResult result,
      Optional<Problem> problem,
      ExitCode exitCode) {
    Session session = run.session();
    Duration took = Duration.ofNanos(System.nanoTime() - run.startNanos());
    Timeline timeline = session.timeline();
    return new RunReport(
        run.command(),
        session.giteaUrl(),
        session.droneUrl(),
        Setup.of(desired),
        run.started(),
        took,
        took.minus(timeline.waited()),
        timeline.count(Timeline.Kind.READ) + timeline.count(Timeline.Kind.MUTATION),
        timeline.count(Timeline.Kind.MUTATION),
        Trace.of(run.startNanos(), session.log().parts(run.startNanos()), timeline.spans()),
        session.log().stages(),
        result.thens(),
        verified.checks(),
        canary(verified),
        problem,
        exitCode,
        result.next());
  }

  private Optional<CanaryBuild> canary(Verified verified) {
    if (verified.build().isEmpty()) {
      return Optional.empty();
    }
    long number = verified.build().getAsLong();
    String slug = desired.gitea().username() + "/" + desired.canary().repository();
    return Optional.of(new CanaryBuild(number, desired.drone().url() + "/" + slug + "/" + number));
  }

  private static ExitCode exitCode(Verified verified, List<StageReport> stages, List<String> next) {
    Optional<ExitCode> refused =
        stages.stream()
            .flatMap(stage -> stage.plan().refusals().stream())
            .findFirst()
            .map(Refusal::exitCode);
    if (refused.isEmpty() && verified.failed()) {
      return verified.unreachable() ? ExitCode.UNREACHABLE : ExitCode.VERIFICATION_FAILED;
    }
    return refused.orElse(next.isEmpty() ? ExitCode.DONE : ExitCode.DEPLOY_PENDING);
  }
}
