package dev.giteadrone.model.desired;

import java.nio.file.Path;

/**
 * What the operator wants, complete and valid.
 *
 * @param source the configuration file this was read from, absolute
 */
public record Desired(
    Path source,
    GiteaTarget gitea,
    DroneTarget drone,
    SecretsTarget secrets,
    DeployTarget deploy,
    CanaryTarget canary,
    NetworkOptions reach) {}
