package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.result.CheckResult;
import java.util.Optional;

/**
 * How a check ended, and what it learned for those after it.
 *
 * @param value present where the checks after it have something to work with
 */
public record Found<T>(CheckResult result, Optional<T> value) {

  /** A check that learned something. */
  public static <T> Found<T> of(CheckResult result, T value) {
    return new Found<>(result, Optional.of(value));
  }

  /** A check that learned nothing. */
  public static <T> Found<T> nothing(CheckResult result) {
    return new Found<>(result, Optional.empty());
  }
}
