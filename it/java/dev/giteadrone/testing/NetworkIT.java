package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.services.drone.ServerApi;
import dev.giteadrone.services.gitea.InstanceApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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

  @Test
  void aRunnerThatIsDisturbedGoesOnWithItsBuildWhenDroneIsHealed() throws Exception {
    // The step waits for this file. It runs as another user, if there is one.
    Path folder = Files.createTempDirectory("network-it");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path go = folder.resolve("go");
    TestCommit commit =
        servers
            .createRepository("disturbed")
            .file(".drone.yml", Pipelines.exec("while [ ! -e " + go + " ]; do sleep 0.1; done"))
            .push();
    await(() -> running(commit.repository()));
    servers.network().drone().reset();
    Files.createFile(go);

    await(() -> servers.logs(ServerPart.EXEC_RUNNER).contains("sending again"));
    servers.network().heal();
    assertThat(commit.awaitBuild()).succeeded();
    Files.delete(go);
    Files.delete(folder);
  }

  private static boolean running(TestRepository repository) {
    try {
      return repository.readBuild(1).steps().stream().anyMatch(s -> s.status().equals("running"));
    } catch (IllegalArgumentException e) {
      return false; // The webhook has not arrived yet.
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
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
