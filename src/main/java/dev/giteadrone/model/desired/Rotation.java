package dev.giteadrone.model.desired;

import java.util.Locale;

/** Which secret is rotated. */
public enum Rotation {
  /** The OAuth2 application's client secret; logins fail from the PATCH until the deploy. */
  CLIENT_SECRET,
  /**
   * The RPC secret of Drone and its runners; runners wait from the deploy until they are restarted.
   */
  RPC_SECRET,
  /** The administrator's password. */
  ADMIN_PASSWORD,
  /** The access token of this program. */
  ADMIN_TOKEN;

  /** The word on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
