package dev.giteadrone.testing.containers;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.testing.ServerPart;
import dev.giteadrone.testing.internal.Removals;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Network;

/**
 * The three containers and their network.
 *
 * <p>Each server has a port on the network's gateway, which is this machine's address in that
 * network. So its URL is the same for the test, for the other containers and for builds, and it is
 * known before the container starts. Containers have addresses of their own, too, but those are
 * known too late for ROOT_URL, and a test cannot listen for webhooks there.
 */
final class ServerContainers implements AutoCloseable {
  private static final Case ELSEWHERE = Case.of(ProblemId.TESTING_DOCKER, "elsewhere");
  private static final Case NO_PORTS =
      Case.of(ProblemId.TESTING_CONTAINER, "no-ports", "address", "error");

  private final DockerDaemon daemon;
  private final Images images;
  private final Removals removals = new Removals();
  private final Map<ServerPart, ServerContainer> running = new EnumMap<>(ServerPart.class);
  private @Nullable Place place;

  /** Containers of these images, none of them started. */
  ServerContainers(DockerDaemon daemon, Images images) {
    this.daemon = daemon;
    this.images = images;
  }

  /**
   * The names of the images.
   *
   * @param cloner clones repositories; empty for the runner's default
   */
  record Images(String gitea, String drone, String runner, Optional<String> cloner) {}

  /**
   * Where the servers are.
   *
   * @param network the id of the network
   */
  private record Place(String network, URI gitea, URI drone) {}

  /** Creates the network, and starts Gitea. */
  synchronized void open() {
    Place here = create();
    place = here;
    ServerContainer gitea =
        new ServerContainer(
            ServerPart.GITEA, images.gitea(), ContainerSettings.gitea(here.gitea()), List.of());
    published(gitea, here.gitea(), 3000);
    start(ServerPart.GITEA, gitea, ready(here.gitea().resolve("/api/healthz")));
  }

  /** Starts Drone and its runner with these secrets, instead of those that run. */
  synchronized void deploy(String admin, Map<Variable, Secret> secrets) {
    stop(ServerPart.DOCKER_RUNNER);
    stop(ServerPart.DRONE);
    Place here = place();
    List<Secret> masked = List.copyOf(secrets.values());
    ServerContainer drone =
        new ServerContainer(
            ServerPart.DRONE,
            images.drone(),
            ContainerSettings.drone(here.drone(), here.gitea(), admin, secrets),
            masked);
    published(drone, here.drone(), 80);
    start(ServerPart.DRONE, drone, ready(here.drone().resolve("/healthz")));
    // Removed after the runner, which then creates nothing more.
    removals.add("what builds have left", () -> daemon.removeBuilds(here.drone().getAuthority()));
    ServerContainer runner =
        new ServerContainer(
            ServerPart.DOCKER_RUNNER,
            images.runner(),
            ContainerSettings.runner(here.drone(), here.network(), images.cloner(), secrets),
            masked);
    runner
        .container()
        .withNetworkMode(here.network())
        // Before a bind of its own, Testcontainers would pull an image to see whether binds work.
        .withCreateContainerCmdModifier(command ->
            Objects.requireNonNull(command.getHostConfig())
                .withBinds(new Bind(daemon.socket(), new Volume("/var/run/docker.sock"))));
    start(
        ServerPart.DOCKER_RUNNER,
        runner,
        Readiness.when(
            () -> runner.output().contains("successfully pinged the remote server"),
            "it has not reached Drone"));
  }

  /** Gitea's root URL. */
  URI giteaUrl() {
    return place().gitea();
  }

  /** Drone's root URL. */
  URI droneUrl() {
    return place().drone();
  }

  /** The end of a container's log, without secrets; empty if it does not run. */
  synchronized String log(ServerPart part) {
    return Optional.ofNullable(running.get(part)).map(ServerContainer::log).orElse("");
  }

  /**
   * Removes everything. Does nothing the second time.
   *
   * @throws IllegalStateException with what could not be removed
   */
  @Override
  public synchronized void close() {
    running.clear();
    removals.close();
  }

  private Place create() {
    Network network = Network.newNetwork();
    removals.add("the network", network::close);
    String gateway = daemon.gateway(network.getId());
    try {
      if (gateway.isEmpty()
          || NetworkInterface.getByInetAddress(InetAddress.getByName(gateway)) == null) {
        throw ELSEWHERE.failure();
      }
      Iterator<Integer> ports = FreePorts.free(gateway, 2).iterator();
      return new Place(network.getId(), url(gateway, ports.next()), url(gateway, ports.next()));
    } catch (IOException e) {
      throw NO_PORTS.failure(e, gateway, e.getClass().getSimpleName());
    }
  }

  private void published(ServerContainer server, URI url, int port) {
    server.container().withNetworkMode(place().network());
    server
        .container()
        .setPortBindings(List.of(url.getHost() + ":" + url.getPort() + ":" + port + "/tcp"));
  }

  private void start(ServerPart part, ServerContainer server, Readiness ready) {
    removals.add("the container of " + part.label(), server::close);
    running.put(part, server);
    server.start(ready);
  }

  private void stop(ServerPart part) {
    ServerContainer server = running.remove(part);
    if (server != null) {
      server.close();
    }
  }

  private Place place() {
    Place here = place;
    if (here == null) {
      throw new IllegalStateException("not open");
    }
    return here;
  }

  private static URI url(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }

  private static Readiness ready(URI url) {
    return Readiness.http(url, body -> Poller.Poll.done(""));
  }
}
