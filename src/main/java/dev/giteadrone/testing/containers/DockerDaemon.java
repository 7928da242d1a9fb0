package dev.giteadrone.testing.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** The Docker daemon that Testcontainers finds. */
final class DockerDaemon {
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
    String tried = "starting Gitea and Drone from container images";
    try {
      return new DockerDaemon(DockerClientFactory.instance().client());
    } catch (IllegalStateException e) {
      throw refused(
          "testing.docker",
          tried,
          "Testcontainers finds no Docker daemon",
          "start Docker, join its group, or name its socket in DOCKER_HOST",
          e);
    } catch (ContainerFetchException e) {
      throw refused(
          "testing.docker",
          tried,
          "the image of Testcontainers' reaper cannot be pulled",
          "pull it by hand, or set TESTCONTAINERS_RYUK_DISABLED=true in the environment",
          e);
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
      throw refused(
          "testing.images",
          "looking for the images of Gitea and Drone",
          "the Docker daemon does not have " + String.join(", ", missing),
          missing.stream().map(name -> "docker pull " + name).collect(Collectors.joining("; "))
              + "; or call pullMissing()",
          null);
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
      throw refused(
          "testing.images",
          "looking for the images of Gitea and Drone",
          "'" + image + "' is not the name of an image",
          "give a name such as gitea/gitea:1.26",
          e);
    }
  }

  private static void pull(String image) {
    try {
      new RemoteDockerImage(DockerImageName.parse(image)).get();
    } catch (ContainerFetchException | DockerException e) {
      throw refused(
          "testing.images",
          "pulling the image " + image,
          "the Docker daemon could not pull it",
          "try docker pull " + image,
          e);
    }
  }

  static Failure refused(
      String check, String tried, String seen, String next, @Nullable Throwable cause) {
    return new Failure(ExitCode.USAGE, Problem.of(check, tried, seen, next), cause);
  }
}
