package dev.giteadrone.drone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.gitea.Language;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealDrone;
import dev.giteadrone.servers.RealGitea;
import dev.giteadrone.servers.TestHttp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The login through Gitea's forms, and each way it ends, against the real servers, whichever
 * language Gitea speaks.
 */
@ParameterizedClass
@SuppressWarnings("NullAway.Init") // JUnit sets the fields for each language
@EnumSource(Language.class)
final class DroneLoginIT {
  private static final Secret PASSWORD = Secret.of("another-long-password-2");

  private static Path folder;
  private static RealGitea gitea;
  private static RealDrone drone;

  @Parameter Language language;

  @BeforeParameterizedClassInvocation
  static void startServers(Language language, @TempDir Path temporary) {
    folder = temporary;
    gitea = RealGitea.withAdmin(language.settings());
    drone = start(Map.of());
  }

  @AfterParameterizedClassInvocation
  static void stopServers() {
    drone.close();
    gitea.close();
  }

  @Test
  void theFirstLoginGrantsAndTheSecondGivesTheSameToken() {
    Secret first = token(drone.client().login().as(RealGitea.ADMIN, RealGitea.PASSWORD));
    Secret second = token(drone.client().login().as(RealGitea.ADMIN, RealGitea.PASSWORD));

    assertThat(second).isEqualTo(first);
    assertThat(drone.client().accounts().find(first))
        .contains(new DroneUser(RealGitea.ADMIN, true, true, false));
    assertThat(drone.client().accounts().find(Secret.of("not-a-token"))).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefusedWithoutShowingIt() {
    DroneLogin.Refused refused =
        refused(drone.client().login().as(RealGitea.ADMIN, Secret.of("wrong-password-3")));

    assertThat(refused.at()).isEqualTo(gitea.url() + "/user/login");
    assertThat(refused.problem().seen()).startsWith("Gitea says: ");
    assertThat(refused.problem().seen().contains("Username or password is incorrect"))
        .isEqualTo(language == Language.ENGLISH);
    assertThat(refused.problem().toString() + refused).doesNotContain("wrong-password-3");
    assertThat(refused.needsSecondFactor()).isFalse();
  }

  @Test
  void aUserThatMustChangeThePasswordIsTold() {
    gitea.run(
        "admin",
        "user",
        "create",
        "--username",
        "must-change",
        "--email",
        "a@b.tld",
        "--password",
        PASSWORD.reveal(),
        "--must-change-password=true");

    DroneLogin.Refused refused = refused(drone.client().login().as("must-change", PASSWORD));

    assertThat(refused.problem().cause()).contains("must-change-password");
    assertThat(refused.problem().next()).contains("--unset must-change");
  }

  @Test
  void anInactiveUserIsTold() {
    user("inactive");
    gitea.sql("update user set is_active = 0 where name = 'inactive'");

    assertThat(refused(drone.client().login().as("inactive", PASSWORD)).problem().cause())
        .isEqualTo("inactive is inactive, or prohibited from signing in");
  }

  @Test
  void aProhibitedUserIsTold() {
    user("prohibited");
    gitea.sql("update user set prohibit_login = 1 where name = 'prohibited'");

    assertThat(refused(drone.client().login().as("prohibited", PASSWORD)).problem().cause())
        .isEqualTo("prohibited is inactive, or prohibited from signing in");
  }

  @Test
  void aPasscodeNeedsAPerson() {
    user("with-totp");
    gitea.sql(
        "insert into two_factor (uid, secret, created_unix, updated_unix)"
            + " select id, 'x', 1, 1 from user where name = 'with-totp'");

    DroneLogin.Refused refused = refused(drone.client().login().as("with-totp", PASSWORD));

    assertThat(refused.at()).isEqualTo(gitea.url() + "/user/two_factor");
    assertThat(refused.needsSecondFactor()).isTrue();
    assertThat(refused.problem().next()).contains("DRONE_TOKEN");
  }

  @Test
  void aSecurityKeyNeedsAPerson() {
    user("with-key");
    gitea.sql(
        "insert into webauthn_credential (name, lower_name, user_id, created_unix, updated_unix)"
            + " select 'k', 'k', id, 1, 1 from user where name = 'with-key'");

    DroneLogin.Refused refused = refused(drone.client().login().as("with-key", PASSWORD));

    assertThat(refused.at()).isEqualTo(gitea.url() + "/user/webauthn");
    assertThat(refused.needsSecondFactor()).isTrue();
  }

  @Test
  void anUnregisteredRedirectUriIsTold() {
    MintedApp app = app("http://somewhere.else/login");
    try (RealDrone other = start(Loopback.freePort(), app, Map.of())) {
      DroneLogin.Refused refused = refused(login(other));

      assertThat(refused.at()).isEqualTo(gitea.url() + "/login/oauth/authorize");
      assertThat(refused.problem().seen()).contains("redirect URI is not registered");
    }
  }

  @Test
  void aDeletedApplicationIsTold() {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone other = start(port, app, Map.of())) {
      gitea.client().apps().delete(gitea.admin(), app.app().id());

      assertThat(refused(login(other)).problem().seen()).contains("client id is not registered");
    }
  }

  @Test
  void aPublicApplicationIsTold() {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone other = start(port, app, Map.of())) {
      gitea.sql(
          "update oauth2_application set confidential_client = 0 where client_id = '"
              + app.app().clientId()
              + "'");

      DroneLogin.Refused refused = refused(login(other));

      assertThat(refused.at()).isEqualTo(other.url() + "/login/error");
      assertThat(refused.problem().cause()).contains("public client");
    }
  }

  @Test
  void aStaleSecretIsTold() {
    int port = Loopback.freePort();
    MintedApp app = app("http://127.0.0.1:" + port + "/login");
    try (RealDrone other = start(port, app, Map.of())) {
      gitea.client().apps().mintSecret(gitea.admin(), app.app());

      assertThat(refused(login(other)).problem().cause()).contains("another client secret");
    }
  }

  @Test
  void aClosedRegistrationIsTold() {
    user("newcomer");
    try (RealDrone other = start(Map.of("DRONE_REGISTRATION_CLOSED", "true"))) {
      DroneLogin.Refused refused = refused(other.client().login().as("newcomer", PASSWORD));

      assertThat(refused.problem().seen()).isEqualTo("Drone says: User registration is disabled");
      assertThat(refused.problem().next()).contains("DRONE_USER_CREATE=username:newcomer");
    }
  }

  @Test
  void aFilterIsTold() {
    user("stranger");
    try (RealDrone other = start(Map.of("DRONE_USER_FILTER", "somebody"))) {
      assertThat(refused(other.client().login().as("stranger", PASSWORD)).problem().cause())
          .contains("DRONE_USER_FILTER");
    }
  }

  @Test
  void aMachineAccountIsTold() {
    String account = "username:" + RealGitea.ADMIN + ",machine:true,admin:true,token:0123456789";
    try (RealDrone other = start(Map.of("DRONE_USER_CREATE", account))) {
      assertThat(refused(login(other)).problem().cause()).contains("machine account");
      assertThat(other.client().accounts().find(Secret.of("0123456789")))
          .contains(new DroneUser(RealGitea.ADMIN, true, true, true));
    }
  }

  @Test
  void anotherServerAddressOfDroneIsTold() {
    MintedApp app = app("http://127.0.0.1/elsewhere/login");
    try (RealDrone other =
        start(Loopback.freePort(), app, Map.of("DRONE_SERVER_HOST", "127.0.0.1/elsewhere"))) {
      DroneLogin.Refused refused = refused(login(other));

      assertThat(refused.problem().cause()).contains("DRONE_SERVER_HOST");
    }
  }

  @Test
  void anotherRootUrlIsToldBeforeAnyPasswordIsSent() {
    RestDrone mistaken =
        new RestDrone(
            TestHttp.to("Drone", drone.url(), Optional.empty()),
            java.net.URI.create("http://127.0.0.2:3001"));

    DroneLogin.Refused refused = refused(mistaken.login().as(RealGitea.ADMIN, RealGitea.PASSWORD));

    assertThat(refused.problem().seen()).contains(gitea.url().toString());
    assertThat(refused.problem().cause()).contains("DRONE_GITEA_SERVER");
  }

  private static DroneLogin login(RealDrone server) {
    return server.client().login().as(RealGitea.ADMIN, RealGitea.PASSWORD);
  }

  private static Secret token(DroneLogin login) {
    assertThat(login).isInstanceOf(DroneLogin.LoggedIn.class);
    return ((DroneLogin.LoggedIn) login).token();
  }

  private static DroneLogin.Refused refused(DroneLogin login) {
    assertThat(login).isInstanceOf(DroneLogin.Refused.class);
    DroneLogin.Refused refused = (DroneLogin.Refused) login;
    assertThat(refused.problem().check()).isEqualTo("drone.login");
    assertThat(refused.toString()).doesNotContain(RealGitea.PASSWORD.reveal(), PASSWORD.reveal());
    return refused;
  }

  private static void user(String name) {
    assertThat(
            gitea.client().users().create(gitea.admin(), name, name + "@my-domain.tld", PASSWORD))
        .isTrue();
  }

  private static MintedApp app(String redirectUri) {
    return gitea.client().apps().create(gitea.admin(), "Drone", redirectUri);
  }

  private static RealDrone start(Map<String, String> environment) {
    int port = Loopback.freePort();
    return start(port, app("http://127.0.0.1:" + port + "/login"), environment);
  }

  private static RealDrone start(int port, MintedApp app, Map<String, String> environment) {
    OAuthApp made = app.app();
    Map<String, String> all = new HashMap<>(environment);
    all.put("DRONE_GITEA_CLIENT_ID", made.clientId());
    all.put("DRONE_GITEA_CLIENT_SECRET", app.secret().reveal());
    return RealDrone.start(RealDrone.ENTERPRISE, folder, port, gitea.url(), all);
  }
}
