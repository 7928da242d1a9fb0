package dev.giteadrone.model.desired;

/** How much verification checks. */
public enum Level {
  /** Reads only: no login, no build. */
  BASIC,
  /** Also logs in to Drone through Gitea. */
  LOGIN,
  /** Also pushes to the canary repository and watches each runner build it. */
  FULL
}
