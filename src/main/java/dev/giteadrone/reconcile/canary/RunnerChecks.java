package dev.giteadrone.reconcile.canary;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks whether each wanted runner takes the build and finishes its pipeline. */
record RunnerChecks(CanaryRun run) {

  /** Runs the check of each wanted runner. */
  void check(Checks checks, Optional<Delivered> delivered) {
    Desired desired = run.desired();
    if (delivered.isEmpty() || !checks.holds(CheckId.DRONE_EDITION)) {
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
    Delivered pushed = delivered.get();
    Set<RunnerType> open = new HashSet<>(desired.drone().runners());
    Optional<Failure> why = watch(checks, open, pushed);
    open.forEach(type ->
        checks.run(
            CheckId.of(type),
            () -> {
              throw why.orElseGet(() -> new LateFailure(unfinished(type, pushed), null));
            }));
  }

  /**
   * Waits until each runner in {@code open} has finished, and removes it from the set.
   *
   * @return why Drone could not be asked any more; empty if it answered until the deadline of the
   *     run
   */
  private Optional<Failure> watch(Checks checks, Set<RunnerType> open, Delivered pushed) {
    try {
      await(checks, open, pushed);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e);
    }
  }

  private void await(Checks checks, Set<RunnerType> open, Delivered pushed) {
    Pace pace = run.poller().pace();
    Deadline limit = run.deadline().get();
    Deadline pickUp = limit.within(pace.pickUp());
    run.poller()
        .until(
            "runners",
            limit,
            pace.buildLook(),
            () -> {
              Build build = pushed.now(run);
              for (RunnerType type : run.desired().drone().runners()) {
                Optional<CheckResult> ended =
                    open.contains(type) ? ended(type, build, pushed, pickUp) : Optional.empty();
                ended.ifPresent(result -> {
                  open.remove(type);
                  checks.run(CheckId.of(type), () -> result);
                });
              }
              return open.isEmpty()
                  ? Poller.Poll.done(build)
                  : Poller.Poll.notYet(progressOf(build));
            });
  }

  private Optional<CheckResult> ended(
      RunnerType type, Build build, Delivered pushed, Deadline pickUp) {
    CheckId check = CheckId.of(type);
    Optional<BuildStage> found = build.stage(type.label());
    if (found.isEmpty()) {
      return build.status().equals("error") || build.status().equals("skipped")
          ? Optional.of(CheckResult.failed(check, noPipeline(type, build), pushed.since()))
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
                      + Elapsed.describe(pushed.since()),
                  pushed.since())
              : CheckResult.failed(
                  check, RunnerDiagnosis.failed(type, build, stage), pushed.since()));
    }
    return stage.machine().isEmpty() && pickUp.passed()
        ? Optional.of(
            CheckResult.failed(
                check,
                RunnerDiagnosis.notPickedUp(
                    type, build, pushed.since(), lastMachine(type, build, pushed)),
                pushed.since()))
        : Optional.empty();
  }

  /** The machine of the missing runner: the one that took the newest build of this type. */
  private Optional<String> lastMachine(RunnerType type, Build now, Delivered pushed) {
    Repository repository = pushed.repository();
    Drone drone = run.gateways().drone();
    try {
      return drone.builds().newest(run.drone(), repository.owner(), repository.name()).stream()
          .filter(build -> build.number() < now.number())
          .limit(5)
          .map(build ->
              drone
                  .builds()
                  .one(run.drone(), repository.owner(), repository.name(), build.number()))
          .flatMap(build ->
              build.stage(type.label()).stream()
                  .filter(stage -> !stage.machine().isEmpty())
                  .map(stage -> Text.neutral(stage.machine(), 60) + ", in build " + build.number()))
          .findFirst();
    } catch (Failure e) {
      // The hint is optional: its failure must not replace the result of the check.
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

  private static Problem unfinished(RunnerType type, Delivered pushed) {
    return Problem.of(
        CheckId.of(type).id(),
        "building the canary with the " + type.label() + " runner",
        "build " + pushed.build().number() + " was not finished when the time limit was reached",
        "check the build in Drone, or give a longer --timeout");
  }

  private static String progressOf(Build build) {
    StringBuilder text = new StringBuilder("build " + build.number());
    build
        .stages()
        .forEach(
            stage -> text.append(", ").append(stage.name()).append(' ').append(stage.status()));
    return text.toString();
  }
}
