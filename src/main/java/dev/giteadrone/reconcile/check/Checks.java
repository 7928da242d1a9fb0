package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.LateFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Runs every check, even if others fail. A check is "not reached" if one of its preconditions
 * failed.
 */
public final class Checks {
  private final Progress progress;
  private final Map<CheckId, CheckResult> byId = new EnumMap<>(CheckId.class);
  private final List<CheckResult> results = new ArrayList<>();
  private int late;

  /** Creates an empty list of checks; nothing runs yet. */
  public Checks(Progress progress) {
    this.progress = progress;
  }

  /**
   * Runs a check.
   *
   * @param check returns the result; a {@link Failure} that it throws is a failed check
   * @param premises checks that must have passed before this one makes sense
   */
  public void run(CheckId id, Supplier<CheckResult> check, CheckId... premises) {
    find(id, () -> Found.nothing(check.get()), premises);
  }

  /**
   * Runs a check that finds a value for other checks.
   *
   * @return the value; empty if the check failed or was not reached
   */
  public <T> Optional<T> find(CheckId id, Supplier<Found<T>> check, CheckId... premises) {
    for (CheckId premise : premises) {
      if (!holds(premise)) {
        add(CheckResult.notReached(id, rootOf(premise)));
        return Optional.empty();
      }
    }
    progress.checking(id);
    long start = System.nanoTime();
    try {
      Found<T> found = check.get();
      add(found.result());
      return found.value();
    } catch (Failure e) {
      late += e instanceof LateFailure ? 1 : 0;
      add(CheckResult.failed(id, e.problem(), Duration.ofNanos(System.nanoTime() - start)));
      return Optional.empty();
    }
  }

  /** Adds a result without running anything. */
  public void add(CheckResult result) {
    byId.put(result.check(), result);
    results.add(result);
    progress.checked(result);
  }

  /** Whether a check ran and passed. */
  public boolean holds(CheckId id) {
    CheckResult result = byId.get(id);
    return result != null && result.holds();
  }

  /**
   * The results of all checks.
   *
   * @param build the number of the canary's build; empty if there was none
   */
  public Verified verified(OptionalLong build) {
    long failed =
        results.stream().filter(result -> result.status() == CheckResult.Status.FAILED).count();
    return new Verified(results, failed > 0 && failed == late, build);
  }

  /** The check that failed first. The others were not reached because of it. */
  private CheckId rootOf(CheckId premise) {
    CheckResult result = byId.get(premise);
    return result == null ? premise : result.because().orElse(premise);
  }
}
