package dev.giteadrone.model.server;

/** How Gitea answers a credential. */
public sealed interface SignIn {
  /** The credential is a user's. */
  record Accepted(GiteaUser user) implements SignIn {}

  /**
   * It is not accepted.
   *
   * @param reason as far as Gitea tells: with 2FA and no pass code the text is that of a wrong
   *     password
   */
  record Refused(Reason reason) implements SignIn {}

  /** Why a credential is refused. */
  enum Reason {
    /** Wrong, or a second factor is required. */
    WRONG,
    /** The user must change the password first. */
    MUST_CHANGE_PASSWORD,
    /** The account is inactive or prohibited. */
    INACTIVE,
    /** A token without the scope. */
    SCOPE
  }
}
