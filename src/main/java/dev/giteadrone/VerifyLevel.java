package dev.giteadrone;

/** How far a verification goes. */
public enum VerifyLevel {
  /** Looks only: nobody logs in, nothing is pushed. */
  BASIC,
  /** Logs in to Drone through Gitea, too. */
  LOGIN,
  /** Pushes to a test repository, too, and waits for the build on each runner. */
  FULL
}
