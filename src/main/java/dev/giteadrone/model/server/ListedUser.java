package dev.giteadrone.model.server;

/** What Gitea's own command line says of the wanted administrator, without any credential. */
public sealed interface ListedUser {
  /** Nobody asked, or the command line does not tell. */
  ListedUser UNKNOWN = new Unknown();

  /** Nobody asked, or the command line does not tell. */
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
