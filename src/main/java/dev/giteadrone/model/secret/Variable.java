package dev.giteadrone.model.secret;

/** The variables that Drone and its runners read and that we write. */
public enum Variable {
  /** The OAuth2 application's client id. */
  DRONE_GITEA_CLIENT_ID,
  /** The client secret. */
  DRONE_GITEA_CLIENT_SECRET,
  /** The RPC secret of the runners and the server. */
  DRONE_RPC_SECRET
}
