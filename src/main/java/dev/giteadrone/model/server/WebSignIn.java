package dev.giteadrone.model.server;

/** How signing in with a password through Gitea's web form ends, which tells more than its API. */
public enum WebSignIn {
  /** Signed in. */
  SIGNED_IN,
  /** The password is right, and a second factor is asked for. */
  SECOND_FACTOR,
  /** The password is right, and another one is demanded first. */
  MUST_CHANGE,
  /** The password is right, and the account is inactive or prohibited from signing in. */
  INACTIVE,
  /** The form came back: no such user, or another password. */
  REFUSED,
  /** There is no form that a program can fill in, or a page that tells nothing. */
  UNKNOWN
}
