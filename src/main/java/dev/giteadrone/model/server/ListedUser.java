package dev.giteadrone.model.server;

/** What Gitea's own command line reports about the administrator, without a credential. */
public sealed interface ListedUser {
  /** Not read, or not reported. */
  ListedUser UNKNOWN = new Unknown();

  /** Not read, or not reported. */
  record Unknown() implements ListedUser {}

  /** There is no user of this name. */
  record Absent() implements ListedUser {}

  /**
   * There is one.
   *
   * @param secondFactor whether it has one
   */
  record Present(boolean admin, boolean active, boolean secondFactor) implements ListedUser {}
}
