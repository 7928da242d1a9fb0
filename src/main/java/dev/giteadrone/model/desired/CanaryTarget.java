package dev.giteadrone.model.desired;

/**
 * The repository whose build proves the whole.
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
  /** What Drone takes a pipeline for that does not say. */
  public static final String USUAL_ARCH = "amd64";

  /** For the usual machine. */
  public CanaryTarget(String repository, String image, boolean withClone, String pull) {
    this(repository, image, withClone, pull, USUAL_ARCH);
  }
}
