package dev.giteadrone.reconcile;

/** What verification may write. */
public enum Writing {
  /** Nothing: a frozen run does not log in or push. */
  NOTHING,
  /** What the proof needs: a login, a new canary if there never was one, and a push to it. */
  PROOF,
  /** Also what the canary has lost: its repository, its activation in Drone, its webhook. */
  RESTORE
}
