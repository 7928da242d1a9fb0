package dev.giteadrone.model.server;

/** How Drone answers the ping of a runner. */
public enum RpcProbe {
  /** The secret is right. */
  RIGHT,
  /** Drone has another secret, and not one that this program has replaced. */
  WRONG,
  /** Drone has a secret that this program has replaced: it was not deployed since. */
  REPLACED,
  /** Drone has no secret, so runners cannot connect. */
  SERVER_HAS_NONE,
  /** There is no runner API: the OSS build. */
  NO_RUNNER_API,
  /** Unknown: Drone does not answer, or a proxy in front of it answers instead. */
  UNKNOWN
}
