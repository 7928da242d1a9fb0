package dev.giteadrone.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.drone.api.RunnerApi;
import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.StageFilter;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealDrone;
import dev.giteadrone.servers.RealGitea;
import dev.giteadrone.servers.TestHttp;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a repository to a build that a runner picked up, against the real servers. */
final class DroneBuildIT {
  /** Of the form that the canary has. */
  private static final String PIPELINE =
      """
      # Written by gitea-drone to prove that Gitea, Drone and its runners work together.
      # Each verification rewrites it: 3f2a9c
      kind: pipeline
      type: docker
      name: docker
      clone:
        disable: true
      steps:
        - name: prove
          image: "busybox\\U00000024{DRONE_BRANCH}"
          pull: "never"
          commands:
            - "echo gitea-drone canary 3f2a9c at $DRONE_COMMIT"
      ---
      kind: pipeline
      type: exec
      name: exec
      steps:
        - name: prove
          commands:
            - "echo gitea-drone canary 3f2a9c at $DRONE_COMMIT"
            - "grep -q 3f2a9c .drone.yml"
      """;

  @TempDir static Path folder;

  private static RealGitea gitea;
  private static RealDrone drone;
  private static MintedApp app;
  private static Secret token;

  @BeforeAll
  static void startServersAndLogIn() {
    gitea = RealGitea.withAdmin(Map.of());
    int port = Loopback.freePort();
    app =
        gitea.client().apps().create(gitea.admin(), "Drone", "http://127.0.0.1:" + port + "/login");
    drone =
        RealDrone.start(
            RealDrone.ENTERPRISE,
            folder,
            port,
            gitea.url(),
            Map.of(
                "DRONE_GITEA_CLIENT_ID",
                app.app().clientId(),
                "DRONE_GITEA_CLIENT_SECRET",
                app.secret().reveal()));
    DroneLogin login = drone.client().login().as(RealGitea.ADMIN, RealGitea.PASSWORD);
    assertThat(login).isInstanceOf(DroneLogin.LoggedIn.class);
    token = ((DroneLogin.LoggedIn) login).token();
  }

  @AfterAll
  static void stopServers() {
    drone.close();
    gitea.close();
  }

  @Test
  void aRepositoryIsUnknownUntilSyncedInactiveUntilActivated() {
    gitea.client().repositories().create(gitea.admin(), "fresh", "");
    assertThat(drone.client().repositories().find(token, RealGitea.ADMIN, "fresh")).isEmpty();
    assertThatThrownBy(
            () -> drone.client().repositories().activate(token, RealGitea.ADMIN, "fresh"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Drone does not know this repository");

    drone.client().accounts().sync(token);
    assertThat(drone.client().repositories().find(token, RealGitea.ADMIN, "fresh"))
        .contains(new DroneRepository(RealGitea.ADMIN, "fresh", false));

    DroneRepository active = new DroneRepository(RealGitea.ADMIN, "fresh", true);
    assertThat(drone.client().repositories().activate(token, RealGitea.ADMIN, "fresh"))
        .isEqualTo(active);
    assertThat(drone.client().repositories().find(token, RealGitea.ADMIN, "fresh"))
        .contains(active);

    drone.client().repositories().deactivate(token, RealGitea.ADMIN, "fresh");
    assertThat(drone.client().repositories().find(token, RealGitea.ADMIN, "fresh")).isEmpty();
    drone.client().repositories().deactivate(token, RealGitea.ADMIN, "fresh");
  }

  @Test
  void aPushMakesABuildWhoseStageNamesItsMachine() {
    Repository repository = gitea.client().repositories().create(gitea.admin(), "canary", "");
    drone.client().accounts().sync(token);
    drone.client().repositories().activate(token, RealGitea.ADMIN, "canary");
    assertThat(gitea.client().repositories().webhooks(gitea.admin(), repository))
        .singleElement()
        .satisfies(hook -> assertThat(hook.url()).isEqualTo(drone.url() + "/hook"));
    assertThat(drone.client().builds().newest(token, RealGitea.ADMIN, "canary")).isEmpty();

    String commit =
        gitea
            .client()
            .commits()
            .create(gitea.admin(), repository, ".drone.yml", PIPELINE, "Prove it");
    Build pushed = awaitBuild("canary", commit);
    assertThat(pushed.stages()).isEmpty();

    assertThat(
            drone.client().builds().one(token, RealGitea.ADMIN, "canary", pushed.number()).stages())
        .allSatisfy(stage -> {
          assertThat(stage.type()).isEqualTo(stage.name());
          assertThat(stage.status()).isEqualTo("pending");
          assertThat(stage.machine()).isEmpty();
          assertThat(stage.os() + "/" + stage.arch()).isEqualTo("linux/amd64");
          assertThat(stage.finished()).isFalse();
        })
        .extracting(BuildStage::name)
        .containsExactly("docker", "exec");

    acceptAsRunner("my-machine");

    assertThat(
            drone.client().builds().one(token, RealGitea.ADMIN, "canary", pushed.number()).stages())
        .extracting(BuildStage::machine)
        .containsExactly("", "my-machine");
  }

  @Test
  void aBuildThatIsNotThereIsAFailure() {
    gitea.client().repositories().create(gitea.admin(), "empty", "");
    drone.client().accounts().sync(token);

    assertThatThrownBy(() -> drone.client().builds().one(token, RealGitea.ADMIN, "empty", 7))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("404");
  }

  @Test
  void aSyncWithoutALoginSaysThatALoginIsMissing() {
    int port = Loopback.freePort();
    try (RealDrone fresh =
        RealDrone.start(
            RealDrone.ENTERPRISE,
            folder,
            port,
            gitea.url(),
            Map.of(
                "DRONE_GITEA_CLIENT_ID",
                app.app().clientId(),
                "DRONE_GITEA_CLIENT_SECRET",
                app.secret().reveal(),
                "DRONE_USER_CREATE",
                "username:" + RealGitea.ADMIN + ",admin:true,token:0123456789"))) {
      assertThatThrownBy(() -> fresh.client().accounts().sync(Secret.of("0123456789")))
          .isInstanceOf(Failure.class)
          .satisfies(e -> assertThat(((Failure) e).problem().check()).isEqualTo("drone.sync"))
          .hasMessageContaining("Gitea does not accept the token that Drone has for this user");
    }
  }

  private static Build awaitBuild(String name, String commit) {
    return new Poller(new Timeline(), Progress.SILENT)
        .until(
            "build",
            Deadline.in(Duration.ofSeconds(20)),
            Duration.ofMillis(100),
            () ->
                drone.client().builds().newest(token, RealGitea.ADMIN, name).stream()
                    .filter(build -> build.commit().equals(commit))
                    .findFirst()
                    .map(Poller.Poll::done)
                    .orElseGet(() -> Poller.Poll.notYet("none")))
        .value()
        .orElseThrow();
  }

  private static void acceptAsRunner(String machine) {
    Http http = TestHttp.to("Drone", drone.url(), Optional.empty());
    RunnerApi runner = http.api(RunnerApi.class);
    Credential rpc = new Credential.Rpc(Secret.of(RealDrone.RPC_SECRET));
    Stage stage =
        http.body(
            "ask for a stage",
            http.send(
                "ask for a stage",
                runner.requestStage(
                    rpc, new StageFilter("pipeline", "exec", "linux", "amd64", null, null, null))));
    assertThat(http.send("accept", runner.acceptStage(rpc, stage.id(), machine)).status())
        .isEqualTo(200);
    assertThat(List.of(stage.status())).containsExactly("pending");
  }
}
