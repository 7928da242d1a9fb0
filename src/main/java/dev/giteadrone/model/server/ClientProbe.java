package dev.giteadrone.model.server;

/**
 * How Gitea's token endpoint answers an OAuth2 client with an invalid code, in the order of its
 * checks.
 */
public enum ClientProbe {
  /** No application has this client id. */
  UNKNOWN_CLIENT,
  /** The application has another secret. */
  WRONG_SECRET,
  /** Id and secret are right; the redirect URI is not registered. */
  WRONG_REDIRECT,
  /** Id, secret and redirect URI are right; only the code is invalid. */
  RIGHT,
  /** The answer does not show it. */
  UNKNOWN
}
