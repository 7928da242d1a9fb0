package dev.giteadrone.model.server;

/**
 * A repository's webhook.
 *
 * @param url the target without its query, which holds a secret
 * @param active whether Gitea calls it
 * @param mark a digest of that query; empty if there is none. Drone gives every webhook it makes
 *     for a repository the same secret, so equal marks show that the same Drone created both
 */
public record Webhook(long id, String url, boolean active, String mark) {

  /** A webhook without a query. */
  public Webhook(long id, String url, boolean active) {
    this(id, url, active, "");
  }
}
