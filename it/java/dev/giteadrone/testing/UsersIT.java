package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.drone.api.model.User;
import dev.giteadrone.services.drone.UsersApi;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Users of both servers, their clients and services. */
@WithGiteaDrone
final class UsersIT {
  @Test
  void theAdministratorIsOneOnBothServers(GiteaDroneServers servers) throws IOException {
    assertThat(gitea(servers).isAdmin()).isTrue();
    assertThat(drone(servers.admin()).admin()).isTrue();
  }

  @Test
  void aUserIsSignedInToBothServersAndHasRepositories(GiteaDroneServers servers)
      throws IOException {
    TestUser user = servers.createUser("jane");

    assertThat(drone(user).login()).isEqualTo("jane");
    assertThat(drone(user).admin()).isFalse();
    TestBuild build =
        servers
            .createRepository("of-jane")
            .owner(user)
            .file(".drone.yml", Pipelines.exec("true"))
            .push()
            .awaitBuild();
    assertThat(build).succeeded();
    assertThat(build.repository()).isEqualTo("jane/of-jane");
  }

  @Test
  void aNameThatIsTakenIsRefused(GiteaDroneServers servers) {
    servers.createUser("twice");
    assertThatThrownBy(() -> servers.createUser("twice"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Gitea has a user of this name already");
  }

  @Test
  void clientsSendTheTokenToTheirServerOnly(GiteaDroneServers servers) throws IOException {
    try (Response own =
            servers
                .giteaClient()
                .newCall(new Request.Builder().url(servers.giteaUrl() + "/api/v1/user").build())
                .execute();
        WebhookReceiver elsewhere = servers.webhooks();
        Response other =
            servers
                .giteaClient()
                .newCall(new Request.Builder().url(elsewhere.url().toString()).build())
                .execute()) {
      assertThat(own.code()).isEqualTo(200);
      assertThat(other.code()).isEqualTo(200);
      assertThat(elsewhere.deliveries().getFirst().header("authorization")).isEmpty();
    }
  }

  @Test
  void noSecretIsPrinted(GiteaDroneServers servers) {
    TestUser admin = servers.admin();
    assertThat(admin + " " + admin.login())
        .contains(admin.username())
        .doesNotContain(admin.password())
        .doesNotContain(admin.giteaToken())
        .doesNotContain(admin.droneToken());
  }

  private static dev.giteadrone.gitea.api.model.User gitea(GiteaDroneServers servers)
      throws IOException {
    return Objects.requireNonNull(
        servers
            .gitea(dev.giteadrone.services.gitea.UsersApi.class)
            .getCurrentUser()
            .execute()
            .body());
  }

  private static User drone(TestUser user) throws IOException {
    return Objects.requireNonNull(user.drone(UsersApi.class).getCurrentUser().execute().body());
  }
}
