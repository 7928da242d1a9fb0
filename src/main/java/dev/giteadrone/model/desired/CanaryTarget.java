package dev.giteadrone.model.desired;

/**
 * The repository whose build verifies the whole setup.
 *
 * @param repository its name; its owner is the administrator
 * @param image the image of the docker pipeline
 * @param withClone whether the pipelines clone the repository
 * @param pull when the docker runner pulls the image: {@code always}, {@code if-not-exists} or
 *     {@code never}
 * @param arch the machine whose runners build it, such as {@code amd64}
 */
public record CanaryTarget(
    String repository, String image, boolean withClone, String pull, String arch) {
  /** Drone's default for a pipeline without a platform. */
  public static final String USUAL_ARCH = "amd64";

  /** With the default architecture. */
  public CanaryTarget(String repository, String image, boolean withClone, String pull) {
    this(repository, image, withClone, pull, USUAL_ARCH);
  }
}
