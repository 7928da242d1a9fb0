package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.result.CheckResult;
import java.util.List;
import java.util.OptionalLong;

/**
 * What verification showed.
 *
 * @param checks each check in its order
 * @param late whether checks failed, each of them only because no answer came in time: that says
 *     nothing against what they look at
 * @param build the number of the canary's build; empty if there was none
 */
public record Verified(List<CheckResult> checks, boolean late, OptionalLong build) {
  /** Nothing was looked at. */
  public static final Verified NOTHING = new Verified(List.of(), false, OptionalLong.empty());

  /** Copies the list. */
  public Verified {
    checks = List.copyOf(checks);
  }

  /** Whether a check failed. */
  public boolean failed() {
    return checks.stream().anyMatch(check -> check.status() == CheckResult.Status.FAILED);
  }
}
