package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.errors.WaitTimeoutException;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.services.drone.ServerApi;
import dev.giteadrone.services.gitea.UsersApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Stopping and starting parts, and going back to a state. */
@WithGiteaDrone
final class ServerPartsIT {
  private static final String PIPELINE = Pipelines.exec("true");

  @Test
  void aBuildWaitsForTheRunnerAndGoesOnWithIt(GiteaDroneServers servers) {
    servers.stop(ServerPart.EXEC_RUNNER);
    TestCommit commit = servers.createRepository("no-runner").file(".drone.yml", PIPELINE).push();
    assertThatThrownBy(() -> commit.awaitBuild(Duration.ofSeconds(2)))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("build 1 is pending, its stage default pending");

    servers.start(ServerPart.EXEC_RUNNER);
    assertThat(commit.awaitBuild()).succeeded().ranOn("exec");
  }

  @Test
  void aWaitSaysWhatItSawAfterDroneDiedByItself() {
    try (GiteaDroneServers servers = GiteaDroneServers.start()) {
      TestRepository repository = servers.createRepository("orphan").create();
      killDrone(servers);

      assertThatThrownBy(() -> repository.awaitBuild(1, Duration.ofMillis(200)))
          .isInstanceOf(WaitTimeoutException.class)
          .hasMessageContaining("the log of gitea ends");
      servers.stop(ServerPart.DRONE);
      servers.start(ServerPart.DRONE);
      assertThat(repository.file(".drone.yml", PIPELINE).push().awaitBuild()).succeeded();
    }
  }

  @Test
  void portsAreThoseThatWereAskedForUnlessTheyAreTaken() throws IOException {
    List<Integer> free = FreePorts.free(2);
    ServersBuilder fixed = GiteaDroneServers.builder().ports(free.get(0), free.get(1));
    try (GiteaDroneServers servers = fixed.start()) {
      assertThat(servers.giteaUrl().getPort()).isEqualTo(free.get(0));
      assertThat(servers.droneUrl().getPort()).isEqualTo(free.get(1));
      assertThatThrownBy(fixed::start)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("another program listens on Gitea's " + free.get(0));
    }
    assertThatThrownBy(() -> GiteaDroneServers.builder().ports(3000, 3000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both are the same");
    assertThatThrownBy(() -> GiteaDroneServers.builder().ports(80, 3000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1024 to 65535");
  }

  @Test
  void serversAreStoppedAndStartedOnTheSamePort(GiteaDroneServers servers) throws IOException {
    servers.stop(ServerPart.DRONE);
    assertThatThrownBy(() -> servers.drone(ServerApi.class).getVersion().execute())
        .isInstanceOf(IOException.class);
    servers.start(ServerPart.DRONE);
    assertThat(servers.drone(ServerApi.class).getVersion().execute().code()).isEqualTo(200);

    servers.stop(ServerPart.GITEA);
    assertThatThrownBy(() -> servers.createRepository("nobody-there").create())
        .isInstanceOf(UnreachableException.class);
    servers.start(ServerPart.GITEA);
    TestBuild build =
        servers.createRepository("after-restart").file(".drone.yml", PIPELINE).push().awaitBuild();
    assertThat(build).succeeded();
  }

  @Test
  void aStateIsRestoredWithUsersAndTokens(GiteaDroneServers servers) throws IOException {
    TestUser before = servers.createUser("before");
    ServersSnapshot snapshot = servers.snapshot();
    servers.createUser("after");

    servers.restore(snapshot);

    UsersApi users = servers.gitea(UsersApi.class);
    assertThat(users.getUser("before").execute().code()).isEqualTo(200);
    assertThat(users.getUser("after").execute().code()).isEqualTo(404);
    assertThat(before.gitea(UsersApi.class).getCurrentUser().execute().code()).isEqualTo(200);
  }

  @Test
  void eachPartHasALogWithoutSecrets(GiteaDroneServers servers) {
    for (ServerPart part : new ServerPart[] {ServerPart.GITEA, ServerPart.DRONE}) {
      assertThat(servers.logs(part))
          .as(part.label())
          .isNotBlank()
          .doesNotContain(servers.admin().droneToken());
    }
  }

  @Test
  void withoutARelayNothingCanBeDisturbed(GiteaDroneServers servers) {
    assertThatThrownBy(servers::network)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@WithGiteaDrone(relay = true)");
  }

  private static void killDrone(GiteaDroneServers servers) {
    String folder = ((ServersHandle) servers).sandbox().description().folder().toString();
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(process ->
                    process.info().command().filter(c -> c.startsWith(folder)).isPresent()
                        && process.info().command().orElseThrow().endsWith("/drone-server"))
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .peek(CompletableFuture::join))
        .hasSize(1);
  }
}
