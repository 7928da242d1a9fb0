package dev.giteadrone.model.server;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;

/** How a login to Drone through Gitea's forms ended. */
public sealed interface DroneLogin {
  /**
   * We are in.
   *
   * @param token the user's API token, as {@code POST /api/user/token} gave it to the new session
   */
  record LoggedIn(Secret token) implements DroneLogin {}

  /**
   * We are not.
   *
   * @param at the page where it ended
   * @param problem what to tell the operator
   * @param needsSecondFactor whether only a person can go on, so that this is no failure
   */
  record Refused(String at, Problem problem, boolean needsSecondFactor) implements DroneLogin {}
}
