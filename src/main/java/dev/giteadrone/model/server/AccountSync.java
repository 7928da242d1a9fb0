package dev.giteadrone.model.server;

/** What is known of the syncs of a Drone account that has just logged in. */
public enum AccountSync {
  /** Drone reads its repositories from Gitea now, and writes the account as it was before. */
  RUNNING,
  /** The login's own sync was the first: nobody can have used the account's token before it. */
  FIRST,
  /** There was an earlier one. */
  EARLIER
}
