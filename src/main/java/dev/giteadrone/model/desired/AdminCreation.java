package dev.giteadrone.model.desired;

import java.util.Locale;

/** How the first administrator is created. */
public enum AdminCreation {
  /**
   * Choose by what is available: stored credentials, a given token, the CLI, or on loopback the
   * sign-up form.
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

  /** The description; not for {@link #AUTO} and {@link #NEVER}. */
  public String describe() {
    return switch (this) {
      case CLI -> "the CLI";
      case TOKEN -> "the admin API";
      case SIGN_UP -> "the sign-up form";
      case AUTO, NEVER -> throw new IllegalStateException("no way: " + this);
    };
  }

  /** The word in the configuration. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
