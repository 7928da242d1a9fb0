package dev.giteadrone.reconcile;

/** What verification may write. */
public enum Writing {
  /** Nothing: a frozen run neither logs in nor pushes. */
  NOTHING,
  /** The proof: a login, a canary that never existed, and a push to it. */
  PROOF,
  /** Also what the canary once had: its repository, its activation in Drone, its webhook. */
  RESTORE
}
