package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.Build;
import dev.giteadrone.model.BuildStage;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.CommitStatus;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.Elapsed;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.LateFailure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Repository;
import dev.giteadrone.model.RunnerType;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Text;
import dev.giteadrone.model.Wait;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The proof: a push to a repository of our own becomes a build that every wanted runner picks up.
 */
final class CanaryChecks {
  private static final String FROZEN = "a frozen run pushes nothing; gitea-drone verify does";
  private static final String STATUS_CONTEXT = "continuous-integration/drone/push";

  private final Ports ports;
  private final Desired desired;
  private final Wait wait;
  private final Supplier<Deadline> deadline;
  private final Randomness random = new Randomness();

  CanaryChecks(Ports ports, Desired desired, Wait wait, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.desired = desired;
    this.wait = wait;
    this.deadline = deadline;
  }

  /** What the checks learn on the way, each from the one before. */
  private static final class Trail {
    Optional<Repository> repository = Optional.empty();
    Optional<String> commit = Optional.empty();
    Optional<Build> build = Optional.empty();
    long pushed;
    Secret drone = Secret.of("");
  }

  void run(Checks checks, Writing writing, AccessObserved access, Optional<Secret> droneToken) {
    Trail trail = new Trail();
    Credential gitea = access.token().map(Credential.class::cast).orElse(Credential.ANONYMOUS);
    Secret drone = droneToken.orElse(Secret.of(""));
    trail.drone = drone;
    CanaryWiring wiring = new CanaryWiring(ports, desired, writing, gitea, drone);
    checks.run(
        CheckId.DRONE_SYNC,
        () ->
            access.token().isEmpty()
                ? CheckResult.notRun(
                    CheckId.DRONE_SYNC, "no access token yet; gitea-drone bootstrap makes one")
                : wiring.sync(access.user().orElseThrow().login()),
        CheckId.ADMIN_EXISTS,
        CheckId.DRONE_ADMIN);
    checks.run(CheckId.DRONE_ACTIVATION, wiring::activation, CheckId.DRONE_SYNC);
    checks.run(CheckId.WEBHOOK_CREATED, wiring::webhook, CheckId.DRONE_ACTIVATION);
    if (writing == Writing.NOTHING && checks.holds(CheckId.WEBHOOK_CREATED)) {
      checks.add(CheckResult.notRun(CheckId.WEBHOOK_DELIVERED, FROZEN));
      desired
          .drone()
          .runners()
          .forEach(type -> checks.add(CheckResult.notRun(CheckId.of(type), FROZEN)));
      checks.add(CheckResult.notRun(CheckId.STATUS_REPORTED, FROZEN));
      return;
    }
    checks.run(
        CheckId.WEBHOOK_DELIVERED,
        () -> {
          trail.repository = Optional.of(wiring.repository());
          return delivered(trail, gitea, drone);
        },
        CheckId.WEBHOOK_CREATED);
    runners(checks, trail, drone);
    // Without a runner API nobody ever takes the build, so there is nothing to wait for.
    checks.run(
        CheckId.STATUS_REPORTED,
        () -> status(trail, gitea),
        CheckId.WEBHOOK_DELIVERED,
        CheckId.DRONE_EDITION);
  }

  private CheckResult delivered(Trail trail, Credential gitea, Secret drone) {
    Repository repository = trail.repository.orElseThrow();
    String pipeline =
        CanaryPipeline.render(desired.canary(), desired.drone().runners(), random.nonce());
    String commit =
        ports
            .gitea()
            .commitFile(
                gitea, repository, CanaryWiring.PIPELINE, pipeline, "Prove that builds start");
    long pushed = System.nanoTime();
    trail.commit = Optional.of(commit);
    trail.pushed = pushed;
    String shown = commit.substring(0, Math.min(8, commit.length()));
    Wait.Ended<Build> ended =
        wait.until(
            "build",
            deadline.get().within(wait.pace().delivery()),
            wait.pace().buildLook(),
            () ->
                ports.drone().builds(drone, repository.owner(), repository.name()).stream()
                    .filter(build -> build.commit().equals(commit))
                    .findFirst()
                    .map(Wait.Look::done)
                    .orElseGet(() -> Wait.Look.notYet("no build yet for push " + shown)));
    if (ended.value().isEmpty()) {
      requireTime(CheckId.WEBHOOK_DELIVERED, "waiting for a build of push " + shown, ended);
      return CheckResult.failed(
          CheckId.WEBHOOK_DELIVERED,
          WebhookDiagnosis.ofSystem()
              .of(
                  new WebhookDiagnosis.Push(repository.slug(), commit, ended.took(), false),
                  ports.gitea().webhooks(gitea, repository),
                  desired.drone().url(),
                  desired.gitea().url())
              .orElseThrow(),
          ended.took());
    }
    trail.build = ended.value();
    return CheckResult.passed(
        CheckId.WEBHOOK_DELIVERED,
        "push "
            + shown
            + " → build "
            + ended.value().get().number()
            + " after "
            + Elapsed.words(ended.took()),
        ended.took());
  }

  private void runners(Checks checks, Trail trail, Secret drone) {
    Set<RunnerType> open = new HashSet<>(desired.drone().runners());
    if (!checks.holds(CheckId.WEBHOOK_DELIVERED) || !checks.holds(CheckId.DRONE_EDITION)) {
      desired
          .drone()
          .runners()
          .forEach(type ->
              checks.run(
                  CheckId.of(type),
                  () -> CheckResult.notRun(CheckId.of(type), ""),
                  CheckId.WEBHOOK_DELIVERED,
                  CheckId.DRONE_EDITION));
      return;
    }
    Optional<Failure> why = watch(checks, open, trail, drone);
    open.forEach(type ->
        checks.run(
            CheckId.of(type),
            () -> {
              throw why.orElseGet(() -> new LateFailure(unfinished(type, trail), null));
            }));
  }

  /**
   * Takes the runners that have ended out of {@code open}, until none is left.
   *
   * @return why Drone could not be asked any more; empty if it could, until the run's own limit
   */
  private Optional<Failure> watch(Checks checks, Set<RunnerType> open, Trail trail, Secret drone) {
    try {
      await(checks, open, trail, drone);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e);
    }
  }

  private void await(Checks checks, Set<RunnerType> open, Trail trail, Secret drone) {
    Deadline pickUp = deadline.get().within(wait.pace().pickUp());
    wait.until(
        "runners",
        deadline.get(),
        wait.pace().buildLook(),
        () -> {
          Build build = look(trail, drone);
          for (RunnerType type : desired.drone().runners()) {
            Optional<CheckResult> ended =
                open.contains(type) ? ended(type, build, trail, pickUp) : Optional.empty();
            ended.ifPresent(result -> {
              open.remove(type);
              checks.run(CheckId.of(type), () -> result);
            });
          }
          return open.isEmpty() ? Wait.Look.done(build) : Wait.Look.notYet(progressOf(build));
        });
  }

  private Build look(Trail trail, Secret drone) {
    Repository repository = trail.repository.orElseThrow();
    Build build =
        ports
            .drone()
            .build(
                drone, repository.owner(), repository.name(), trail.build.orElseThrow().number());
    trail.build = Optional.of(build);
    return build;
  }

  private Optional<CheckResult> ended(RunnerType type, Build build, Trail trail, Deadline pickUp) {
    CheckId check = CheckId.of(type);
    Optional<BuildStage> found = build.stage(type.label());
    if (found.isEmpty()) {
      return build.status().equals("error") || build.status().equals("skipped")
          ? Optional.of(CheckResult.failed(check, noPipeline(type, build), since(trail)))
          : Optional.empty();
    }
    BuildStage stage = found.get();
    if (stage.finished()) {
      return Optional.of(
          stage.status().equals("success")
              ? CheckResult.passed(
                  check,
                  stage.machine()
                      + ", "
                      + stage.os()
                      + "/"
                      + stage.arch()
                      + ", "
                      + Elapsed.words(since(trail)),
                  since(trail))
              : CheckResult.failed(
                  check, RunnerDiagnosis.failed(type, build, stage), since(trail)));
    }
    return stage.machine().isEmpty() && pickUp.passed()
        ? Optional.of(
            CheckResult.failed(
                check,
                RunnerDiagnosis.notPickedUp(
                    type, build, since(trail), lastMachine(type, build, trail)),
                since(trail)))
        : Optional.empty();
  }

  /** The runner that is missed now: the machine of the newest build that such a runner took. */
  private Optional<String> lastMachine(RunnerType type, Build now, Trail trail) {
    Repository repository = trail.repository.orElseThrow();
    try {
      return ports.drone().builds(trail.drone, repository.owner(), repository.name()).stream()
          .filter(build -> build.number() < now.number())
          .limit(5)
          .map(build ->
              ports
                  .drone()
                  .build(trail.drone, repository.owner(), repository.name(), build.number()))
          .flatMap(build ->
              build.stage(type.label()).stream()
                  .filter(stage -> !stage.machine().isEmpty())
                  .map(stage -> Text.neutral(stage.machine(), 60) + ", in build " + build.number()))
          .findFirst();
    } catch (Failure e) {
      // A hint is not worth the check's own verdict.
      return Optional.empty();
    }
  }

  private static Problem noPipeline(RunnerType type, Build build) {
    return Problem.of(
        CheckId.of(type).id(),
        "building the canary with the " + type.label() + " runner",
        "build " + build.number() + " ended as " + build.status() + " before any pipeline started",
        "open the build in Drone; its message names the cause");
  }

  private static Problem unfinished(RunnerType type, Trail trail) {
    return Problem.of(
        CheckId.of(type).id(),
        "building the canary with the " + type.label() + " runner",
        "build "
            + trail.build.map(Build::number).orElse(0L)
            + " was not finished when the run's time was up",
        "look at the build in Drone, or give a longer --timeout");
  }

  private static String progressOf(Build build) {
    StringBuilder text = new StringBuilder("build " + build.number());
    build
        .stages()
        .forEach(
            stage -> text.append(", ").append(stage.name()).append(' ').append(stage.status()));
    return text.toString();
  }

  private CheckResult status(Trail trail, Credential gitea) {
    Repository repository = trail.repository.orElseThrow();
    String commit = trail.commit.orElseThrow();
    Wait.Ended<CommitStatus> ended =
        wait.until(
            "status",
            deadline.get().within(wait.pace().status()),
            wait.pace().buildLook(),
            () -> {
              List<CommitStatus> ours =
                  ports.gitea().statuses(gitea, repository, commit).stream()
                      .filter(status -> status.context().equals(STATUS_CONTEXT))
                      .toList();
              return ours.stream()
                  .filter(status -> !status.state().equals("pending"))
                  .findFirst()
                  .map(Wait.Look::done)
                  .orElseGet(() ->
                      Wait.Look.notYet(
                          ours.isEmpty()
                              ? "no status of Drone on the commit"
                              : "Drone's status is still pending"));
            });
    if (ended.value().isPresent()) {
      return CheckResult.passed(
          CheckId.STATUS_REPORTED,
          ended.value().get().state() + ", on the commit in Gitea",
          ended.took());
    }
    requireTime(CheckId.STATUS_REPORTED, "looking for Drone's status on the commit", ended);
    return CheckResult.failed(
        CheckId.STATUS_REPORTED,
        Problem.of(
                CheckId.STATUS_REPORTED.id(),
                "looking for Drone's status on the commit",
                ended.lastSeen(),
                "log in to Drone once as the repository's owner, then gitea-drone verify")
            .because("Drone's stored grant of the owner is dead, or DRONE_STATUS_DISABLED is set"),
        ended.took());
  }

  /**
   * That a wait had its whole time.
   *
   * @throws LateFailure if the run's limit ended it: that says nothing against what it waited for
   */
  private void requireTime(CheckId check, String what, Wait.Ended<?> ended) {
    if (deadline.get().passed()) {
      throw new LateFailure(
          Problem.of(
              check.id(),
              what,
              ended.lastSeen()
                  + " after "
                  + Elapsed.words(ended.took())
                  + ", when the run's time was up",
              "run the same command again; --timeout gives more time"),
          null);
    }
  }

  private static Duration since(Trail trail) {
    return Duration.ofNanos(System.nanoTime() - trail.pushed);
  }
}
