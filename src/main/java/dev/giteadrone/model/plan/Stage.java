package dev.giteadrone.model.plan;

/** The parts of a run, in order. */
public enum Stage {
  /** Gitea is ready, there is an administrator, and we have a token. */
  ACCESS,
  /** OAuth2 application, RPC secret, secrets file. */
  WIRING,
  /** The running Drone has what the file has. */
  LIVE,
  /** Verification, up to a real build. */
  VERIFY,
  /** Webhooks that call an old address of Drone; only a stage of {@code repair}. */
  REPAIR,
  /** Removes what has the marks of this program; only a stage of {@code destroy}. */
  DESTROY;

  /** The name in progress lines and reports. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
