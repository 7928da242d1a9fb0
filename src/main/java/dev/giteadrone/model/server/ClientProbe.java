package dev.giteadrone.model.server;

/**
 * What Gitea's token end point says to an OAuth2 client that comes with a bogus code; the order is
 * the order it checks in.
 */
public enum ClientProbe {
  /** No application has this client id. */
  UNKNOWN_CLIENT,
  /** The application has another secret. */
  WRONG_SECRET,
  /** Id and secret are right; the redirect URI is not registered. */
  WRONG_REDIRECT,
  /** Id, secret and redirect URI are right; only the code is bogus. */
  RIGHT,
  /** The answer tells nothing. */
  UNKNOWN
}
