package dev.giteadrone.model.server;

import dev.giteadrone.model.secret.Secret;

/**
 * An application together with the secret Gitea shows only now.
 *
 * @param secret the client secret; it exists nowhere else
 */
public record MintedApp(OAuthApp app, Secret secret) {}
