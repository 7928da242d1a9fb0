package dev.giteadrone.result;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a bootstrap did.
 *
 * @param applied the steps, in order; empty if there was nothing to do
 * @param checks of the verification at the end; all passed or have a warning
 * @param build the number of the proving build; empty if the level asks for none
 * @param took wall time
 */
public record BootstrapResult(
    List<AppliedStep> applied, List<Check> checks, OptionalLong build, Duration took) {
  /** Copies the lists. */
  public BootstrapResult {
    applied = List.copyOf(applied);
    checks = List.copyOf(checks);
  }

  /** Whether something was changed. */
  public boolean changed() {
    return !applied.isEmpty();
  }
}
