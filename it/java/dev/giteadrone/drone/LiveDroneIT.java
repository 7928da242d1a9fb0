package dev.giteadrone.drone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealDrone;
import dev.giteadrone.servers.RealGitea;
import dev.giteadrone.servers.TestHttp;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running Drone shows without a login, against the real servers. */
final class LiveDroneIT {
  @TempDir static Path folder;

  private static RealGitea gitea;

  @BeforeAll
  static void startGitea() {
    gitea = RealGitea.withAdmin(Map.of());
  }

  @AfterAll
  static void stopGitea() {
    gitea.close();
  }

  @Test
  void theEditionIsSeen() {
    try (RealDrone drone = start(RealDrone.ENTERPRISE, Map.of());
        RealDrone oss = start(RealDrone.OSS, Map.of())) {
      assertThat(drone.client().server().info()).isEqualTo(new DroneInfo.Running("1.10.1", false));
      assertThat(oss.client().server().edition(new DroneInfo.Running("1.10.1", false)))
          .isEqualTo(new DroneInfo.Running("1.10.1", true));
    }
  }

  @Test
  void giteaIsNotTakenForDrone() {
    RestDrone drone =
        new RestDrone(TestHttp.to("Drone", gitea.url(), Optional.empty()), gitea.url());

    assertThat(drone.server().info()).isEqualTo(new DroneInfo.Down("answers 404 to /version"));
    assertThat(drone.client().look()).isEmpty();
  }

  @Test
  void aClosedPortIsUnreachable() {
    URI nowhere = URI.create("http://127.0.0.1:" + Loopback.freePort());
    RestDrone drone = new RestDrone(TestHttp.to("Drone", nowhere, Optional.empty()), gitea.url());

    assertThat(drone.server().info()).isEqualTo(new DroneInfo.Down("the connection is refused"));
  }

  @Test
  void theRpcSecretIsToldFromAnother() {
    try (RealDrone drone = start(RealDrone.ENTERPRISE, Map.of())) {
      assertThat(drone.client().server().ping(Secret.of(RealDrone.RPC_SECRET)))
          .isEqualTo(RpcProbe.RIGHT);
      assertThat(drone.client().server().ping(Secret.of("another"))).isEqualTo(RpcProbe.WRONG);
      assertThat(drone.client().server().ping(Secret.of(""))).isEqualTo(RpcProbe.UNKNOWN);
      assertThat(drone.timeline().count(Timeline.Kind.MUTATION)).isZero();
    }
  }

  @Test
  void aServerWithoutRpcSecretAndOneWithoutRunnersAreTold() {
    try (RealDrone drone = start(RealDrone.ENTERPRISE, Map.of("DRONE_RPC_SECRET", ""));
        RealDrone oss = start(RealDrone.OSS, Map.of())) {
      assertThat(drone.client().server().ping(Secret.of(RealDrone.RPC_SECRET)))
          .isEqualTo(RpcProbe.SERVER_HAS_NONE);
      assertThat(oss.client().server().ping(Secret.of(RealDrone.RPC_SECRET)))
          .isEqualTo(RpcProbe.NO_RUNNER_API);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealDrone.ENTERPRISE, RealDrone.OSS})
  void aRightClientIsSeenInTwoRequests(String binary) {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone drone = start(binary, port, client(app))) {
      long before = drone.timeline().count(Timeline.Kind.READ);

      Optional<LiveClient> live = drone.client().client().look();

      assertThat(live)
          .contains(
              new LiveClient(
                  app.app().clientId(),
                  "http://127.0.0.1:" + port + "/login",
                  gitea.url() + "/login/oauth/authorize",
                  ClientProbe.RIGHT,
                  "unauthorized_client: client is not authorized"));
      assertThat(drone.timeline().count(Timeline.Kind.READ) - before).isEqualTo(2);
      assertThat(drone.timeline().count(Timeline.Kind.MUTATION)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealDrone.ENTERPRISE, RealDrone.OSS})
  void aSecretMintedSinceIsSeen(String binary) {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone drone = start(binary, port, client(app))) {
      gitea.client().apps().mintSecret(gitea.admin(), app.app());

      LiveClient live = drone.client().client().look().orElseThrow();

      assertThat(live.clientId()).isEqualTo(app.app().clientId());
      assertThat(live.probe()).isEqualTo(ClientProbe.WRONG_SECRET);
    }
  }

  @Test
  void anEmptySecretIsSeen() {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone drone =
        start(RealDrone.ENTERPRISE, port, Map.of("DRONE_GITEA_CLIENT_ID", app.app().clientId()))) {
      assertThat(probe(drone)).isEqualTo(ClientProbe.WRONG_SECRET);
    }
  }

  @Test
  void aDeletedClientIsSeen() {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone drone = start(RealDrone.ENTERPRISE, port, client(app))) {
      gitea.client().apps().delete(gitea.admin(), app.app().id());

      assertThat(probe(drone)).isEqualTo(ClientProbe.UNKNOWN_CLIENT);
    }
  }

  @Test
  void anotherRedirectUriIsSeen() {
    MintedApp app = app("http://somewhere.else/login");
    try (RealDrone drone = start(RealDrone.ENTERPRISE, client(app))) {
      assertThat(probe(drone)).isEqualTo(ClientProbe.WRONG_REDIRECT);
    }
  }

  @Test
  void aDroneWithoutClientIdHasAnEmptyOne() {
    try (RealDrone drone = start(RealDrone.ENTERPRISE, Map.of())) {
      assertThat(drone.client().client().look())
          .hasValueSatisfying(live -> {
            assertThat(live.clientId()).isEmpty();
            assertThat(live.probe()).isEqualTo(ClientProbe.UNKNOWN_CLIENT);
          });
    }
  }

  @Test
  void aGiteaThatDroneCannotReachIsUnknownAndSaysSo() {
    String nowhere = "http://127.0.0.1:" + Loopback.freePort();
    MintedApp app = app("http://127.0.0.1/login");
    int port = Loopback.freePort();
    Map<String, String> environment = new java.util.HashMap<>(client(app));
    environment.put("DRONE_GITEA_SERVER", nowhere);
    try (RealDrone drone = start(RealDrone.ENTERPRISE, port, environment)) {
      LiveClient live = drone.client().client().look().orElseThrow();

      assertThat(live.probe()).isEqualTo(ClientProbe.UNKNOWN);
      assertThat(live.authorizeUrl()).isEqualTo(nowhere + "/login/oauth/authorize");
      assertThat(live.seen()).contains("dial tcp").contains("connection refused");
    }
  }

  private static ClientProbe probe(RealDrone drone) {
    return drone.client().client().look().map(LiveClient::probe).orElseThrow();
  }

  private static MintedApp app(String redirectUri) {
    return gitea.client().apps().create(gitea.admin(), "Drone", redirectUri);
  }

  private static Map<String, String> client(MintedApp app) {
    OAuthApp made = app.app();
    return Map.of(
        "DRONE_GITEA_CLIENT_ID",
        made.clientId(),
        "DRONE_GITEA_CLIENT_SECRET",
        app.secret().reveal());
  }

  private static RealDrone start(String binary, Map<String, String> environment) {
    return start(binary, Loopback.freePort(), environment);
  }

  private static RealDrone start(String binary, int port, Map<String, String> environment) {
    return RealDrone.start(binary, folder, port, gitea.url(), environment);
  }
}
