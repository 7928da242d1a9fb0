package dev.giteadrone.model.plan;

/** The parts of a run, in order. */
public enum Stage {
  /** Gitea is ready, there is an administrator, and we have a token. */
  ACCESS,
  /** OAuth application, RPC secret, secrets file. */
  WIRING,
  /** The running Drone has what the file has. */
  LIVE,
  /** Proof, up to a real build. */
  VERIFY,
  /** Webhooks that call an old address of Drone; a stage of {@code repair} alone. */
  REPAIR,
  /** What carries our marks is removed; a stage of {@code destroy} alone. */
  DESTROY;

  /** The name in progress lines and reports. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
