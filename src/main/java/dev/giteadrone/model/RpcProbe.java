package dev.giteadrone.model;

/** What Drone says to a runner's ping. */
public enum RpcProbe {
  /** The secret is right. */
  RIGHT,
  /** Drone has another secret. */
  WRONG,
  /** Drone has no secret, so runners cannot connect. */
  SERVER_HAS_NONE,
  /** There is no runner API: the OSS build. */
  NO_RUNNER_API,
  /** Nothing could be learned: unreachable, or the file has no secret to ping with. */
  UNKNOWN
}
