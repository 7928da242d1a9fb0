package dev.giteadrone.model.desired;

import java.nio.file.Path;

/**
 * The desired state: the complete and valid configuration.
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
