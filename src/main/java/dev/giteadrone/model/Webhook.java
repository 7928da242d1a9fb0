package dev.giteadrone.model;

/**
 * A repository's webhook.
 *
 * @param url the target without its query, which holds a secret
 */
public record Webhook(long id, String url, boolean active) {}
