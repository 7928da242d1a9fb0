package dev.giteadrone.testing.internal;

import dev.giteadrone.model.secret.Secret;

/** A user of both servers, with everything that is needed to act as that user. */
public record Login(
    String username, String email, Secret password, Secret giteaToken, Secret droneToken) {}
