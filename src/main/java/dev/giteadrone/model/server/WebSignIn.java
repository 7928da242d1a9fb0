package dev.giteadrone.model.server;

/**
 * The result of signing in with a password through Gitea's web form, which shows more than the API.
 */
public enum WebSignIn {
  /** Signed in. */
  SIGNED_IN,
  /** The password is right, and a second factor is required. */
  SECOND_FACTOR,
  /** The password is right, but must be changed first. */
  MUST_CHANGE,
  /** The password is right, and the account is inactive or prohibited from signing in. */
  INACTIVE,
  /** The form came back: no such user, or another password. */
  REFUSED,
  /** There is no form that a program can fill in, or the page is not recognised. */
  UNKNOWN
}
