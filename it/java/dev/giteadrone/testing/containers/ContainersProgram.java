package dev.giteadrone.testing.containers;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.RunInterruptedException;
import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.ServerPart;
import dev.giteadrone.testing.TestCommit;
import dev.giteadrone.testing.TestRepository;
import dev.giteadrone.testing.WebhookReceiver;
import java.time.Duration;

/**
 * What {@link GiteaDroneContainersIT} runs in a JVM of its own, with the environment that
 * Testcontainers needs there.
 */
final class ContainersProgram {
  private static final String PIPELINE =
      """
      kind: pipeline
      type: docker
      name: default
      steps:
        - name: read
          image: busybox
          pull: never
          commands: ["cat greeting.txt"]
      """;

  private ContainersProgram() {}

  /**
   * Runs one scenario. The process exits with 1 if an assertion fails.
   *
   * @param args the scenario's name
   */
  public static void main(String[] args) {
    switch (args[0]) {
      case "builds" -> builds();
      case "images" -> missingImages();
      case "daemon" -> noDaemon();
      case "library" -> noTestcontainers();
      case "forgotten" -> endsWithoutClosing();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void builds() {
    GiteaDroneContainers containers = local().start();
    try (containers) {
      GiteaDroneServers servers = containers.servers();
      TestCommit commit =
          servers
              .createRepository("demo")
              .file("greeting.txt", "cloned in a container\n")
              .file(".drone.yml", PIPELINE)
              .push();
      assertThat(servers.awaitBuild(commit))
          .succeeded()
          .ranOn("docker")
          .logContains("cloned in a container");

      TestRepository repository = servers.createRepository("hooked").create();
      WebhookReceiver receiver = servers.webhooks();
      repository.webhook(receiver.url("/hook"), "push");
      String sha = repository.file("README.md", "# Pushed\n").push().sha();
      assertThat(receiver.awaitDelivery(delivery -> delivery.event().equals("push")).body())
          .contains(sha);

      assertThat(containers.logs(ServerPart.GITEA)).contains("/api/v1/");
      assertThat(containers.logs(ServerPart.DOCKER_RUNNER)).contains("polling the remote server");
      assertThat(containers.logs(ServerPart.EXEC_RUNNER)).isEmpty();
      // As JUnit does with a test that takes too long.
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    containers.close();

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> local().start()).isInstanceOf(RunInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void missingImages() {
    assertThatThrownBy(() -> local().giteaImage("local/no-gitea:1").droneImage("no-drone").start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the Docker daemon does not have local/no-gitea:1, no-drone")
        .hasMessageContaining("docker pull local/no-gitea:1");
    assertThatThrownBy(() -> local().waitLimit(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("waitLimit(duration) with 'PT-1S'");
    assertThatThrownBy(() -> local().runnerImage("Not A Name").start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'Not A Name' is not the name of an image");
  }

  private static void noDaemon() {
    assertThatThrownBy(() -> local().start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Testcontainers finds no Docker daemon")
        .hasMessageContaining("DOCKER_HOST");
  }

  private static void noTestcontainers() {
    assertThatThrownBy(() -> local().start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Testcontainers is not on the class path");
  }

  private static void endsWithoutClosing() {
    local().start();
    System.exit(0);
  }

  private static ContainersBuilder local() {
    return GiteaDroneContainers.builder()
        .giteaImage(LocalImages.GITEA)
        .droneImage(LocalImages.DRONE)
        .runnerImage(LocalImages.RUNNER)
        .cloneImage(LocalImages.CLONE)
        .waitLimit(Duration.ofSeconds(45));
  }
}
