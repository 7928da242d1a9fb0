package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.result.CheckResult;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The results of verification.
 *
 * @param checks the results in the order of the checks
 * @param unreachable whether checks failed only because a server did not answer
 * @param build the number of the canary's build; empty if there was none
 */
public record Verified(List<CheckResult> checks, boolean unreachable, OptionalLong build) {
  /** No check ran. */
  public static final Verified NOTHING = new Verified(List.of(), false, OptionalLong.empty());

  /** Copies the list. */
  public Verified {
    checks = List.copyOf(checks);
  }

  /** The same with fewer checks. */
  public Verified only(Predicate<CheckResult> wanted) {
    return new Verified(checks.stream().filter(wanted).toList(), unreachable, build);
  }

  /** Whether a check failed. */
  public boolean failed() {
    return checks.stream().anyMatch(check -> check.status() == CheckResult.Status.FAILED);
  }
}
