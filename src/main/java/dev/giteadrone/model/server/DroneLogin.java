package dev.giteadrone.model.server;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;

/** The result of a login to Drone through Gitea's forms. */
public sealed interface DroneLogin {
  /**
   * The login succeeded.
   *
   * @param token the user's API token, as {@code POST /api/user/token} gave it to the new session
   */
  record LoggedIn(Secret token) implements DroneLogin {}

  /**
   * The login failed.
   *
   * @param at the page where it ended
   * @param problem the problem for the operator
   * @param needsSecondFactor whether only a person can continue, so that this is not a failure
   */
  record Refused(String at, Problem problem, boolean needsSecondFactor) implements DroneLogin {}
}
