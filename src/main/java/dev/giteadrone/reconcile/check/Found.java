package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.result.CheckResult;
import java.util.Optional;

/**
 * The result of a check, and the value it found for later checks.
 *
 * @param value empty if there is nothing for later checks
 */
public record Found<T>(CheckResult result, Optional<T> value) {

  /** A check that found a value. */
  public static <T> Found<T> of(CheckResult result, T value) {
    return new Found<>(result, Optional.of(value));
  }

  /** A check that found no value. */
  public static <T> Found<T> nothing(CheckResult result) {
    return new Found<>(result, Optional.empty());
  }
}
