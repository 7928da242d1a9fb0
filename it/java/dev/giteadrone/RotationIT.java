package dev.giteadrone;

import dev.giteadrone.sandbox.Profile;

/** Rotations on the plain host. */
final class RotationIT extends Rotations {
  RotationIT() {
    super(Profile.PLAIN);
  }
}
