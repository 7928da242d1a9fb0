package dev.giteadrone.reconcile.canary;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.TimeUp;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Checks whether each wanted runner takes the build and finishes its pipeline. */
record RunnerChecks(CanaryRun run) {

  /** The build as it was seen last. */
  private static final class LastBuild {
    private Build build;

    LastBuild(Build build) {
      this.build = build;
    }
  }

  /**
   * Runs the check of each wanted runner.
   *
   * @return whether the build has ended
   */
  boolean check(Checks checks, Optional<Delivered> delivered) {
    Set<RunnerType> open = new LinkedHashSet<>(run.desired().drone().runners());
    if (delivered.isEmpty() || !open.stream().map(CheckId::of).allMatch(checks::reaches)) {
      open.forEach(type ->
          checks.run(CheckId.of(type), () -> CheckResult.notRun(CheckId.of(type), "no build")));
      return false;
    }
    Delivered pushed = delivered.get();
    LastBuild last = new LastBuild(pushed.build());
    Optional<Failure> why = watch(checks, open, pushed, last);
    Optional<CheckId> first = open.stream().findFirst().map(CheckId::of);
    first.ifPresent(id ->
        checks.run(
            id,
            () -> {
              throw why.orElseGet(() -> timeUp(id, last.build));
            }));
    open.stream()
        .skip(1)
        .map(CheckId::of)
        .forEach(id -> checks.add(CheckResult.notReached(id, first.orElseThrow())));
    return last.build.stages().stream().allMatch(BuildStage::finished);
  }

  private Failure timeUp(CheckId id, Build last) {
    return TimeUp.failure(
        run.deadline().get(), "waiting for the runner " + id.label(), progressOf(last), null);
  }

  /**
   * Waits until each runner in {@code open} has finished, and removes it from the set.
   *
   * @return why Drone could not be asked any more; empty if it answered until the deadline of the
   *     run
   */
  private Optional<Failure> watch(
      Checks checks, Set<RunnerType> open, Delivered pushed, LastBuild last) {
    try {
      await(checks, open, pushed, last);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e);
    }
  }

  private void await(Checks checks, Set<RunnerType> open, Delivered pushed, LastBuild last) {
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
              last.build = build;
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
          ? Optional.of(
              CheckResult.failed(
                  check, new RunnerDiagnosis(type, build).noPipeline(), pushed.since()))
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
                  check, new RunnerDiagnosis(type, build).failed(stage), pushed.since()));
    }
    return stage.machine().isEmpty() && pickUp.passed()
        ? Optional.of(
            CheckResult.failed(
                check,
                new RunnerDiagnosis(type, build)
                    .notPickedUp(stage, pushed.since(), before(type, build, pushed)),
                pushed.since()))
        : Optional.empty();
  }

  /** What the missing runner did before: the newest stage of this type that one took. */
  private Optional<RunnerDiagnosis.Before> before(RunnerType type, Build now, Delivered pushed) {
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
                  .map(stage -> new RunnerDiagnosis.Before(stage, build.number())))
          .findFirst();
    } catch (Failure e) {
      // The hint is optional: its failure must not replace the result of the check.
      return Optional.empty();
    }
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
