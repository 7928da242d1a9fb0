package dev.giteadrone.model;

import java.util.Locale;

/** A way to the first administrator. */
public enum AdminWay {
  /**
   * Decide by what there is: stored credentials, a given token, the CLI, on loopback the sign-up
   * form.
   */
  AUTO,
  /** Gitea's own command line, behind a command prefix. */
  CLI,
  /** The admin API, with another administrator's token. */
  TOKEN,
  /** The sign-up form of an empty Gitea. */
  SIGN_UP,
  /** Only ever use credentials that exist. */
  NEVER;

  /** The word in the configuration. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
