package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.RunnerKind;
import org.junit.jupiter.api.Test;

/** The handle on the reference host: TLS with an authority of its own, and both runners. */
@WithGiteaDrone(
    profile = HostProfile.REFERENCE,
    runners = {RunnerKind.DOCKER, RunnerKind.EXEC})
final class ReferenceServersIT {
  private static final String DOCKER =
      """
      kind: pipeline
      type: docker
      name: default
      platform: { os: linux, arch: amd64 }
      clone: { disable: true }
      steps:
        - name: run
          image: busybox
          pull: never
          commands: [echo from a container]
      """;

  @Test
  void clientsTrustItsAuthorityAndBothRunnersBuild(GiteaDroneServers servers) {
    assertThat(servers.giteaUrl().getScheme()).isEqualTo("https");
    assertThat(servers.caCertificate()).isPresent();

    TestCommit exec =
        servers.createRepository("exec").file(".drone.yml", Pipelines.exec("true")).push();
    TestCommit docker = servers.createRepository("docker").file(".drone.yml", DOCKER).push();

    assertThat(exec.awaitBuild()).succeeded().ranOn("exec");
    assertThat(docker.awaitBuild()).succeeded().ranOn("docker").logContains("from a container");
  }

  @Test
  void webhooksAreReceived(GiteaDroneServers servers) {
    try (WebhookReceiver hooks = servers.webhooks()) {
      servers.createRepository("hooked").create().webhook(hooks.url()).file("a", "a").push();
      assertThat(hooks.awaitDelivery(each -> each.event().equals("push")).body())
          .contains("hooked");
    }
  }
}
