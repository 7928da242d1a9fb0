package dev.giteadrone.model.server;

/** The result of the sign-up form. */
public sealed interface SignUp {
  /** The user exists now. */
  record Created() implements SignUp {}

  /** Registration is disabled. */
  record Closed() implements SignUp {}

  /**
   * The form came back.
   *
   * @param reason the page's own message, neutralised, in the server's language
   * @param field the input that the page marks
   */
  record Rejected(String reason, Field field) implements SignUp {}

  /** The input that the form rejects. */
  enum Field {
    /** The user name: taken, reserved, or with a character that is refused. */
    USER_NAME,
    /** The e-mail address: taken, or refused. */
    EMAIL,
    /** The password, by the server's own rules. */
    PASSWORD,
    /** The page marks no input. */
    UNKNOWN
  }
}
