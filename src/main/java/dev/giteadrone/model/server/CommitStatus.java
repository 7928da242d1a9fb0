package dev.giteadrone.model.server;

/**
 * A status somebody reported on a commit.
 *
 * @param context such as {@code continuous-integration/drone/push}
 * @param state {@code pending}, {@code success}, {@code error}, {@code failure} or {@code warning}
 */
public record CommitStatus(String context, String state, String targetUrl) {}
