package dev.giteadrone.testing.containers;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.testing.internal.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Describes servers from container images, for one test only. */
public final class ContainersBuilder {
  private static final Case INTERRUPTED = Case.of(ProblemId.RUN_INTERRUPTED, "containers");
  private static final Case NO_LIBRARY = Case.of(ProblemId.TESTING_DOCKER, "no-library");

  private String gitea = "gitea/gitea";
  private String drone = "drone/drone:1";
  private String runner = "drone/drone-runner-docker:1";
  private Optional<String> clone = Optional.empty();
  private boolean pullMissing;
  private Duration limit = Duration.ofMinutes(2);

  ContainersBuilder() {}

  /**
   * The image of Gitea; {@code gitea/gitea} if not set. It must listen on port 3000 and take its
   * settings from variables such as {@code GITEA__server__ROOT_URL}.
   */
  public ContainersBuilder giteaImage(String name) {
    this.gitea = Arguments.present("giteaImage(name)", "name", name);
    return this;
  }

  /** The image of Drone, which listens on port 80; {@code drone/drone:1} if not set. */
  public ContainersBuilder droneImage(String name) {
    this.drone = Arguments.present("droneImage(name)", "name", name);
    return this;
  }

  /** The image of the docker runner; {@code drone/drone-runner-docker:1} if not set. */
  public ContainersBuilder runnerImage(String name) {
    this.runner = Arguments.present("runnerImage(name)", "name", name);
    return this;
  }

  /** The image that clones a repository before the steps; the runner's own default if not set. */
  public ContainersBuilder cloneImage(String name) {
    this.clone = Optional.of(Arguments.present("cloneImage(name)", "name", name));
    return this;
  }

  /**
   * Pulls the images that the Docker daemon does not have. If not set, missing images are an error
   * that says how to pull them.
   */
  public ContainersBuilder pullMissing() {
    this.pullMissing = true;
    return this;
  }

  /** The time limit of waits without their own limit; two minutes if not set. */
  public ContainersBuilder waitLimit(Duration duration) {
    this.limit = Arguments.limit("waitLimit(duration)", duration);
    return this;
  }

  /**
   * Starts the containers, and waits until the servers work together.
   *
   * @throws dev.giteadrone.errors.ConfigurationException before anything is started, if there is no
   *     Testcontainers, no Docker daemon or no image, or if the daemon's networks are not those of
   *     this machine
   * @throws dev.giteadrone.errors.GiteaDroneException if a container does not start or the servers
   *     cannot be made to work together; what was started is removed again
   * @throws dev.giteadrone.errors.WaitTimeoutException if a server does not answer in time, with
   *     the end of its log; what was started is removed again
   */
  public GiteaDroneContainers start() {
    return FailureMapping.translating(() -> {
      try {
        return startNow();
      } catch (Exception e) {
        throw unchecked(e);
      }
    });
  }

  private GiteaDroneContainers startNow() {
    requireTestcontainers();
    DockerDaemon daemon = DockerDaemon.connect();
    List<String> images = new ArrayList<>(List.of(gitea, drone, runner));
    clone.ifPresent(images::add);
    daemon.require(images, pullMissing);
    return GiteaDroneContainers.start(
        new ServerContainers(daemon, new ServerContainers.Images(gitea, drone, runner, clone)),
        limit);
  }

  /**
   * In an interrupted thread, the Docker client throws an InterruptedException, which no method of
   * it declares, or a CancellationException, where it waits for a connection.
   */
  private static RuntimeException unchecked(Exception failed) {
    if (failed instanceof RuntimeException same && !(failed instanceof CancellationException)) {
      return same;
    }
    Thread.currentThread().interrupt();
    return INTERRUPTED.failure(failed);
  }

  /** The other classes of this package cannot even be loaded without it. */
  private static void requireTestcontainers() {
    try {
      Class.forName(
          "org.testcontainers.DockerClientFactory",
          false,
          ContainersBuilder.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw NO_LIBRARY.failure(e);
    }
  }
}
