package dev.giteadrone.reconcile;

import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.LateFailure;
import dev.giteadrone.model.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs every check, whatever becomes of the others; one whose premise failed is not reached. */
final class Checks {
  private final Progress progress;
  private final Map<CheckId, CheckResult> byId = new EnumMap<>(CheckId.class);
  private final List<CheckResult> results = new ArrayList<>();
  private int late;

  Checks(Progress progress) {
    this.progress = progress;
  }

  /**
   * Makes a check.
   *
   * @param check answers with its result; a {@link Failure} it throws is a failed check
   * @param premises checks that must hold for this one to make sense
   */
  void run(CheckId id, Supplier<CheckResult> check, CheckId... premises) {
    for (CheckId premise : premises) {
      if (!holds(premise)) {
        add(CheckResult.notReached(id, rootOf(premise)));
        return;
      }
    }
    progress.checking(id);
    long start = System.nanoTime();
    try {
      add(check.get());
    } catch (Failure e) {
      late += e instanceof LateFailure ? 1 : 0;
      add(CheckResult.failed(id, e.problem(), Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  void add(CheckResult result) {
    byId.put(result.check(), result);
    results.add(result);
    progress.checked(result);
  }

  boolean holds(CheckId id) {
    CheckResult result = byId.get(id);
    return result != null && result.holds();
  }

  Verified verified() {
    long failed =
        results.stream().filter(result -> result.status() == CheckResult.Status.FAILED).count();
    return new Verified(List.copyOf(results), failed > 0 && failed == late);
  }

  /** The check that really failed, behind those that were not reached because of it. */
  private CheckId rootOf(CheckId premise) {
    CheckResult result = byId.get(premise);
    if (result != null && result.status() == CheckResult.Status.NOT_REACHED) {
      String text = result.text();
      for (CheckId id : CheckId.values()) {
        if (text.equals(CheckResult.notReached(premise, id).text())) {
          return id;
        }
      }
    }
    return premise;
  }
}
