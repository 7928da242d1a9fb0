package dev.giteadrone.testing.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** The Docker daemon that Testcontainers finds. */
final class DockerDaemon {
  private static final Case NO_DAEMON = Case.of(ProblemId.TESTING_DOCKER, "no-daemon");
  private static final Case NO_REAPER = Case.of(ProblemId.TESTING_DOCKER, "no-reaper");
  private static final Case MISSING =
      Case.of(ProblemId.TESTING_IMAGES, "missing", "images", "commands");
  private static final Case NO_NAME = Case.of(ProblemId.TESTING_IMAGES, "no-name", "image");
  private static final Case NOT_PULLED = Case.of(ProblemId.TESTING_IMAGES, "refused", "image");

  /** The label that the docker runner gives everything it creates: the host of its Drone. */
  private static final String BUILDS_OF = "io.drone.system.host";

  private final DockerClient client;

  private DockerDaemon(DockerClient client) {
    this.client = client;
  }

  /**
   * Connects to the daemon.
   *
   * @throws Failure with USAGE if there is no daemon
   */
  static DockerDaemon connect() {
    try {
      return new DockerDaemon(DockerClientFactory.instance().client());
    } catch (IllegalStateException e) {
      throw NO_DAEMON.failure(e);
    } catch (ContainerFetchException e) {
      throw NO_REAPER.failure(e);
    }
  }

  /**
   * Checks that the daemon has the images.
   *
   * @param pull whether to pull the missing ones
   * @throws Failure with USAGE and all images that are missing
   */
  void require(List<String> images, boolean pull) {
    List<String> missing = images.stream().filter(name -> !has(name)).toList();
    if (pull) {
      missing.forEach(DockerDaemon::pull);
    } else if (!missing.isEmpty()) {
      throw MISSING.failure(
          String.join(", ", missing),
          missing.stream().map(name -> "docker pull " + name).collect(Collectors.joining("; ")));
    }
  }

  /** The path of the daemon's socket on its own machine. */
  String socket() {
    return DockerClientFactory.instance().getRemoteDockerUnixSocketPath();
  }

  /** The address of the daemon's machine in a network. */
  String gateway(String networkId) {
    return client.inspectNetworkCmd().withNetworkId(networkId).exec().getIpam().getConfig().stream()
        .map(Network.Ipam.Config::getGateway)
        .filter(address -> address != null && address.contains("."))
        .findFirst()
        .orElse("");
  }

  /**
   * Removes the containers, networks and volumes that the runners of a Drone have left.
   *
   * @param drone the Drone's host and port
   */
  void removeBuilds(String drone) {
    Map<String, String> label = Map.of(BUILDS_OF, drone);
    for (Container container :
        client.listContainersCmd().withShowAll(true).withLabelFilter(label).exec()) {
      gone(() ->
          client
              .removeContainerCmd(container.getId())
              .withForce(true)
              .withRemoveVolumes(true)
              .exec());
    }
    List<String> filter = List.of(BUILDS_OF + "=" + drone);
    for (Network network : client.listNetworksCmd().withFilter("label", filter).exec()) {
      gone(() -> client.removeNetworkCmd(network.getId()).exec());
    }
    List<InspectVolumeResponse> volumes =
        client.listVolumesCmd().withFilter("label", filter).exec().getVolumes();
    if (volumes != null) {
      volumes.forEach(volume -> gone(() -> client.removeVolumeCmd(volume.getName()).exec()));
    }
  }

  /** Removes something that may be gone already. */
  private static void gone(Runnable removal) {
    try {
      removal.run();
    } catch (NotFoundException e) {
      // The runner was faster.
    }
  }

  private boolean has(String image) {
    try {
      DockerImageName name = DockerImageName.parse(image);
      name.assertValid();
      client.inspectImageCmd(name.asCanonicalNameString()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    } catch (IllegalArgumentException e) {
      throw NO_NAME.failure(e, image);
    }
  }

  private static void pull(String image) {
    try {
      new RemoteDockerImage(DockerImageName.parse(image)).get();
    } catch (ContainerFetchException | DockerException e) {
      throw NOT_PULLED.failure(e, image);
    }
  }
}
