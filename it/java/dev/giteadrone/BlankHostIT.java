package dev.giteadrone;

import dev.giteadrone.sandbox.Profile;

/** Blank plain hosts. */
final class BlankHostIT extends BlankHosts {
  BlankHostIT() {
    super(Profile.PLAIN);
  }
}
