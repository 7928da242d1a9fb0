package dev.giteadrone.model.secret;

import java.util.Optional;

/** Asks a person for a code of the second factor. A code is used once, and never stored. */
public interface SecondFactor {
  /** Nobody can be asked. */
  SecondFactor NONE =
      new SecondFactor() {
        @Override
        public boolean canAsk() {
          return false;
        }

        @Override
        public Optional<Secret> ask(String user, boolean again) {
          return Optional.empty();
        }
      };

  /** So often a code is asked for: once, and twice more if it was wrong. */
  int TRIES = 3;

  /** Whether there is somebody to ask. */
  boolean canAsk();

  /**
   * Asks for a code.
   *
   * @param again whether the server refused the code before this one
   * @return empty if the person gives none
   */
  Optional<Secret> ask(String user, boolean again);
}
