package dev.giteadrone.secrets;

import dev.giteadrone.model.secret.Secret;
import java.util.Optional;

/**
 * One value to set or to remove.
 *
 * @param path where
 * @param value the new value; empty to remove it
 * @param mustBeCiphertext whether it must not be in plain text
 */
record Edit(KeyPath path, Optional<Secret> value, boolean mustBeCiphertext) {

  /** Sets a secret. */
  static Edit secret(KeyPath path, String value) {
    return new Edit(path, Optional.of(Secret.of(value)), true);
  }
}
