package dev.giteadrone;

import dev.giteadrone.sandbox.Profile;

/** Rotations on the reference host. */
final class ReferenceRotationIT extends Rotations {
  ReferenceRotationIT() {
    super(Profile.REFERENCE);
  }
}
