package dev.giteadrone.result;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a verification found.
 *
 * @param checks all of them, in the order in which they were made
 * @param build the number of the proving build; empty if there was none
 * @param took wall time
 */
public record VerifyResult(List<Check> checks, OptionalLong build, Duration took) {
  /** Copies the list. */
  public VerifyResult {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  /** The checks that failed; those that were not reached because of them are not among them. */
  public List<Check> failures() {
    return checks.stream().filter(check -> check.status() == CheckStatus.FAILED).toList();
  }
}
