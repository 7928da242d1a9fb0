package dev.giteadrone.model.desired;

import java.util.Locale;

/** How much verification checks. */
public enum Level {
  /** Reads only: no login, no build. */
  BASIC,
  /** Also logs in to Drone through Gitea. */
  LOGIN,
  /** Also pushes to the canary repository and watches each runner build it. */
  FULL;

  /** The word on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
