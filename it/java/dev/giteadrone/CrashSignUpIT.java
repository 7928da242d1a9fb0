package dev.giteadrone;

import java.io.IOException;
import java.util.List;

/** Deaths of a blank host's bootstrap from the sign-up form to the login. */
final class CrashSignUpIT extends CrashScenarios {
  CrashSignUpIT() throws IOException {
    super(List.of(Story.SIGN_UP), 25);
  }
}
