package dev.giteadrone.model.server;

/**
 * A repository of Gitea.
 *
 * @param description free text; ours carries a mark
 * @param cloneUrl as Gitea builds it from its ROOT_URL
 */
public record Repository(
    long id, String owner, String name, String description, boolean isPrivate, String cloneUrl) {
  /** {@code owner/name}. */
  public String slug() {
    return owner + "/" + name;
  }
}
