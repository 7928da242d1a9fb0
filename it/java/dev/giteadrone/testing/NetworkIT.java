package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.services.drone.ServerApi;
import dev.giteadrone.services.gitea.InstanceApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Response;

/** Disturbed connections, through the relay. */
@WithGiteaDrone(relay = true)
final class NetworkIT {
  private final GiteaDroneServers servers;

  NetworkIT(GiteaDroneServers servers) {
    this.servers = servers;
  }

  @AfterEach
  void heal() {
    servers.network().heal();
  }

  @Test
  void buildsPassTheRelayUndisturbed() {
    TestBuild build =
        servers
            .createRepository("relayed")
            .file(".drone.yml", Pipelines.exec("true"))
            .push()
            .awaitBuild();
    assertThat(build).succeeded();
  }

  @Test
  void aDelayedServerAnswersLaterAndTheOtherDoesNot() throws IOException {
    long plain = millis(() -> giteaVersion());
    servers.network().gitea().delay(Duration.ofMillis(300));

    assertThat(millis(() -> giteaVersion())).isGreaterThanOrEqualTo(600).isGreaterThan(plain);
    servers.network().heal();
    assertThat(giteaVersion()).isEqualTo(200);
  }

  @Test
  void aServerThatIsCutOffAnswersWhenItIsHealed() throws Exception {
    servers.network().drone().cut();
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return droneVersion();
          } catch (IOException e) {
            return -1;
          }
        });

    assertThat(giteaVersion()).isEqualTo(200);
    assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    servers.network().drone().heal();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
  }

  @Test
  void connectionsAreResetUntilTheyAreHealed() throws IOException {
    assertThat(droneVersion()).isEqualTo(200);
    servers.network().drone().reset();
    assertThatThrownBy(this::droneVersion).isInstanceOf(IOException.class);

    servers.network().drone().heal();
    assertThat(droneVersion()).isEqualTo(200);
  }

  @Test
  void aWebhookThatIsCutOffArrivesWhenDroneIsHealed() {
    TestRepository repository = servers.createRepository("cut").create();
    servers.network().drone().cut();
    TestCommit commit = repository.file(".drone.yml", Pipelines.exec("true")).push();
    servers.network().drone().heal();

    assertThat(commit.awaitBuild()).succeeded();
  }

  private int giteaVersion() throws IOException {
    Response<?> response = servers.gitea(InstanceApi.class).getVersion().execute();
    return response.code();
  }

  private int droneVersion() throws IOException {
    return servers.drone(ServerApi.class).getVersion().execute().code();
  }

  private interface Request {
    int send() throws IOException;
  }

  private static long millis(Request request) throws IOException {
    long start = System.nanoTime();
    assertThat(request.send()).isEqualTo(200);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
