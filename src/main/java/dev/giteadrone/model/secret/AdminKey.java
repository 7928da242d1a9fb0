package dev.giteadrone.model.secret;

import java.util.Locale;

/** The keys of the admin file. */
public enum AdminKey {
  /** The administrator's user name at the time of creation. */
  USERNAME,
  /**
   * How this program created the user; written only after the user exists. Users without this key
   * are never changed.
   */
  CREATED_BY,
  /** The administrator's password. */
  PASSWORD,
  /** A password about to replace it; whichever of the two Gitea accepts is the current one. */
  NEXT_PASSWORD,
  /** The name of our access token. */
  TOKEN_NAME,
  /** Our access token. */
  TOKEN,
  /** Our Drone user token. */
  DRONE_TOKEN,
  /** Pending: the way on which the administrator is being created. */
  PENDING_ADMIN,
  /**
   * Pending: names, separated by blanks, of access tokens that may have been created and must be
   * deleted.
   */
  PENDING_TOKENS,
  /**
   * Pending: the name of the access token that was made through Gitea's command line to set the
   * password; it is also one of the names to delete.
   */
  CLI_TOKEN_NAME,
  /** Pending: that token, so that the next run does not have to create another one. */
  CLI_TOKEN,
  /** Pending: the client id whose secret is being rotated, so that the next run may finish it. */
  PENDING_ROTATION,
  /**
   * Pending: the random name under which an application is being created, so that the next run
   * recognises it.
   */
  PENDING_APP,
  /**
   * Pending: RPC secrets, separated by blanks, that a rotation has replaced, until the new one is
   * seen in the running Drone. A Drone that has one of them is older than the file, not newer.
   */
  REPLACED_RPC_SECRETS,
  /**
   * Pending: redirect URIs, separated by blanks, of a move of Drone to another address. All but the
   * wanted one are removed from the application once the wanted one is live; no others are.
   */
  PENDING_REDIRECTS,
  /**
   * Client ids of applications this program created, separated by blanks: the only ones it may
   * delete.
   */
  CREATED_APPS;

  /** The key in the file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
