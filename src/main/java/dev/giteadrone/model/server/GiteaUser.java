package dev.giteadrone.model.server;

/**
 * A Gitea user.
 *
 * @param login the name as Gitea keeps it; names differ only in more than case
 */
public record GiteaUser(long id, String login, String email, boolean admin, boolean active) {
  /** Whether {@code name} is this user's name, as Gitea compares. */
  public boolean isNamed(String name) {
    return login.equalsIgnoreCase(name);
  }
}
