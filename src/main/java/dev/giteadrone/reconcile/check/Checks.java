package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.TimeUpFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Runs every check, even if others fail, and shows one cause as one failure: a check is "not
 * reached" if one of its {@link Premises} failed, or if the run has no time left.
 */
public final class Checks {
  private final Progress progress;
  private final Map<CheckId, CheckResult> byId = new EnumMap<>(CheckId.class);
  private final List<CheckResult> results = new ArrayList<>();
  private Optional<CheckId> timeUp = Optional.empty();
  private int unreachable;

  /** Creates an empty list of checks; nothing runs yet. */
  public Checks(Progress progress) {
    this.progress = progress;
  }

  /**
   * Runs a check.
   *
   * @param check returns the result; a {@link Failure} that it throws is a failed check
   */
  public void run(CheckId id, Supplier<CheckResult> check) {
    find(id, () -> Found.nothing(check.get()));
  }

  /**
   * Runs a check that finds a value for other checks.
   *
   * @return the value; empty if the check failed or was not reached
   */
  public <T> Optional<T> find(CheckId id, Supplier<Found<T>> check) {
    Optional<CheckId> missing = missing(id);
    if (missing.isPresent()) {
      add(CheckResult.notReached(id, missing.get()));
      return Optional.empty();
    }
    progress.checking(id);
    long start = System.nanoTime();
    try {
      Found<T> found = check.get();
      add(found.result());
      return found.value();
    } catch (Failure e) {
      failed(id, e, Duration.ofNanos(System.nanoTime() - start));
      return Optional.empty();
    }
  }

  private void failed(CheckId id, Failure failure, Duration took) {
    CheckResult result = CheckResult.failed(id, failure.problem(), took);
    CheckResult shown = add(result);
    if (failure instanceof TimeUpFailure) {
      timeUp = Optional.of(shown.because().orElse(id));
    }
    if (failure.exitCode() == ExitCode.UNREACHABLE && shown.status() == CheckResult.Status.FAILED) {
      unreachable++;
    }
  }

  /**
   * Adds a result without running anything.
   *
   * @return the result as it is shown: a failure that another check explains is not shown as one
   */
  public CheckResult add(CheckResult result) {
    CheckResult shown = explained(result);
    byId.put(shown.check(), shown);
    results.add(shown);
    progress.checked(shown);
    return shown;
  }

  /** Adds checks that were made beside these, after their premises. */
  public void addAll(Verified others) {
    for (CheckResult result : others.checks()) {
      CheckResult shown =
          add(
              missing(result.check())
                  .map(root -> CheckResult.notReached(result.check(), root))
                  .orElse(result));
      if (others.unreachable() && shown.status() == CheckResult.Status.FAILED) {
        unreachable++;
      }
    }
  }

  /** Whether a check ran and passed. */
  public boolean holds(CheckId id) {
    CheckResult result = byId.get(id);
    return result != null && result.holds();
  }

  /** Whether a check that needs others can be made. */
  public boolean reaches(CheckId id) {
    return missing(id).isEmpty();
  }

  /**
   * The results of all checks.
   *
   * @param build the number of the canary's build; empty if there was none
   */
  public Verified verified(OptionalLong build) {
    long failed =
        results.stream().filter(result -> result.status() == CheckResult.Status.FAILED).count();
    return new Verified(results, failed > 0 && failed == unreachable, build);
  }

  /** What keeps a check from being made. A check that this run does not make keeps nothing. */
  private Optional<CheckId> missing(CheckId id) {
    return timeUp.or(() ->
        Premises.of(id).needs().stream()
            .filter(premise -> byId.containsKey(premise) && !holds(premise))
            .map(this::rootOf)
            .findFirst());
  }

  private CheckResult explained(CheckResult result) {
    if (result.status() != CheckResult.Status.FAILED) {
      return result;
    }
    return Premises.of(result.check()).explainedBy().stream()
        .filter(this::hasFailed)
        .map(this::rootOf)
        .findFirst()
        .map(root -> CheckResult.notReached(result.check(), root))
        .orElse(result);
  }

  private boolean hasFailed(CheckId id) {
    CheckResult result = byId.get(id);
    return result != null
        && (result.status() == CheckResult.Status.FAILED
            || result.status() == CheckResult.Status.NOT_REACHED);
  }

  /** The check that failed first. The others were not reached because of it. */
  private CheckId rootOf(CheckId premise) {
    CheckResult result = byId.get(premise);
    return result == null ? premise : result.because().orElse(premise);
  }
}
