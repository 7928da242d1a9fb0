package dev.giteadrone.model;

/** How the sign-up form ended. */
public sealed interface SignUp {
  /** The user exists now. */
  record Created() implements SignUp {}

  /** Registration is disabled. */
  record Closed() implements SignUp {}

  /**
   * The form came back.
   *
   * @param reason the page's own message, neutralised
   */
  record Rejected(String reason) implements SignUp {}
}
