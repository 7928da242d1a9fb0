package dev.giteadrone.report;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One finished run, the input of all renderers. It holds no secret.
 *
 * @param command such as {@code bootstrap}
 * @param gitea Gitea's URL
 * @param drone Drone's URL
 * @param setup what else is to be connected
 * @param started when it started
 * @param took wall time
 * @param own the part of it in which no request, subprocess or wait was open
 * @param requests how many HTTP requests were sent
 * @param mutations how many of them may have changed something
 * @param trace when it did what
 * @param stages those that were reached
 * @param thens for {@code plan}: what would follow
 * @param checks those of the verification
 * @param canary the build of the canary; empty if there was none
 * @param problem what stopped the run, if something did
 * @param next commands the operator should run now
 */
public record RunReport(
    String command,
    String gitea,
    String drone,
    Setup setup,
    Instant started,
    Duration took,
    Duration own,
    long requests,
    long mutations,
    Trace trace,
    List<StageReport> stages,
    List<Then> thens,
    List<CheckResult> checks,
    Optional<CanaryBuild> canary,
    Optional<Problem> problem,
    ExitCode exitCode,
    List<String> next) {
  /** Copies the lists. */
  public RunReport {
    stages = List.copyOf(stages);
    thens = List.copyOf(thens);
    checks = List.copyOf(checks);
    next = List.copyOf(next);
  }

  /**
   * Requires that the run has done all it should.
   *
   * @param otherwise the problem, if none stopped the run but its checks did not pass
   * @throws Failure with the run's exit code
   */
  public void requireDone(Supplier<Problem> otherwise) {
    if (exitCode != ExitCode.DONE) {
      throw new Failure(exitCode, problem.orElseGet(otherwise));
    }
  }

  /** The number of the canary's build; empty if there was none. */
  public OptionalLong build() {
    return canary.map(build -> OptionalLong.of(build.number())).orElse(OptionalLong.empty());
  }

  /** What stopped the run, or the first check that failed; empty if the run is done. */
  public Optional<Problem> rootCause() {
    return stages.stream()
        .flatMap(stage -> stage.plan().refusals().stream())
        .map(Refusal::problem)
        .findFirst()
        .or(() -> problem)
        .or(() -> checks.stream().flatMap(check -> check.problem().stream()).findFirst());
  }

  /** How many applied steps ended this way. */
  public long count(Change change) {
    return stages.stream()
        .flatMap(stage -> stage.results().stream())
        .filter(result -> result.change() == change)
        .count();
  }

  /** How many checks ended this way. */
  public long count(CheckResult.Status status) {
    return checks.stream().filter(check -> check.status() == status).count();
  }

  /** How many steps are planned, over all stages reached. */
  public long planned() {
    return stages.stream().mapToLong(stage -> stage.plan().steps().size()).sum();
  }

  /** How many changes were refused. */
  public long refused() {
    return stages.stream().mapToLong(stage -> stage.plan().refusals().size()).sum();
  }
}
