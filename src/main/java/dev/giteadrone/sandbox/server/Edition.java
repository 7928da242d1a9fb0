package dev.giteadrone.sandbox.server;

/** The edition of the Drone server. */
public enum Edition {
  /** The edition with the runner API. */
  ENTERPRISE,
  /** The edition without the runner API. */
  OSS
}
