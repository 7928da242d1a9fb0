package dev.giteadrone.testing.containers;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.testing.AttachBuilder;
import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.ServerPart;
import java.time.Duration;

/**
 * A Gitea, a Drone and a docker runner in containers, started by Testcontainers and connected as
 * {@code gitea-drone bootstrap} connects them.
 *
 * <pre>{@code
 * try (GiteaDroneContainers containers =
 *     GiteaDroneContainers.builder().giteaImage("gitea/gitea:1.26").start()) {
 *   GiteaDroneServers servers = containers.servers();
 *   ...
 * }
 * }</pre>
 *
 * <p>Testcontainers must be on the class path. The Docker daemon must run on this machine: Gitea
 * has one URL for the test, for Drone and for builds, and its host is the address of this machine
 * in the containers' network.
 */
public final class GiteaDroneContainers implements AutoCloseable {
  private final ServerContainers containers;
  private final GiteaDroneServers servers;
  private final Thread hook;

  private GiteaDroneContainers(
      ServerContainers containers, GiteaDroneServers servers, Thread hook) {
    this.containers = containers;
    this.servers = servers;
    this.hook = hook;
  }

  /** Describes the images, and starts them. */
  public static ContainersBuilder builder() {
    return new ContainersBuilder();
  }

  static GiteaDroneContainers start(ServerContainers containers, Duration limit) {
    // Without its reaper, Testcontainers does not remove what the runner has created.
    Thread hook = new Thread(containers::close, "gitea-drone-containers");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      containers.open();
      AdminRecord admin = new Wiring(containers).bootstrap();
      AttachBuilder attach =
          GiteaDroneServers.attach(
                  containers.giteaUrl().toString(), containers.droneUrl().toString())
              .admin(Wiring.ADMIN, admin.get(AdminKey.PASSWORD).orElseThrow().reveal())
              .waitLimit(limit);
      admin.text(AdminKey.DRONE_TOKEN).ifPresent(attach::droneToken);
      return new GiteaDroneContainers(containers, attach.open(), hook);
    } catch (Exception e) {
      // Also an InterruptedException, which the Docker client throws without a declaration.
      try {
        close(containers, hook);
      } catch (IllegalStateException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * The handle on the servers, the same for each call. As with {@link GiteaDroneServers#attach},
   * names have the mark of this run, and the handle itself stops nothing.
   */
  public GiteaDroneServers servers() {
    return servers;
  }

  /**
   * The end of a container's log, without secrets; empty if it does not run.
   *
   * @param part not {@link ServerPart#EXEC_RUNNER}, whose log is always empty
   */
  public String logs(ServerPart part) {
    return containers.log(part);
  }

  /**
   * Removes the containers, their volumes and their network, and what builds have left on the
   * daemon. A second call does nothing.
   *
   * @throws IllegalStateException with what could not be removed
   */
  @Override
  public void close() {
    try {
      servers.close();
    } catch (IllegalStateException e) {
      // What a test created goes with the containers.
    } finally {
      close(containers, hook);
    }
  }

  private static void close(ServerContainers containers, Thread hook) {
    try {
      containers.close();
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending already.
    }
  }
}
