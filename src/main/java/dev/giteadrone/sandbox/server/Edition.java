package dev.giteadrone.sandbox.server;

/** Which build of the Drone server runs. */
public enum Edition {
  /** The one with the runner API. */
  ENTERPRISE,
  /** The one without. */
  OSS
}
