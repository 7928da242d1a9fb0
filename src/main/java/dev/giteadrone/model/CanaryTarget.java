package dev.giteadrone.model;

/**
 * The repository whose build proves the whole.
 *
 * @param repository its name; its owner is the administrator
 * @param image the image of the docker pipeline
 * @param withClone whether the pipelines clone the repository
 * @param pull when the docker runner pulls the image: {@code always}, {@code if-not-exists} or
 *     {@code never}
 */
public record CanaryTarget(String repository, String image, boolean withClone, String pull) {}
