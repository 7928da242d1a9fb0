package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.NotAuthorizedException;
import dev.giteadrone.gitea.api.model.AccessToken;
import dev.giteadrone.gitea.api.model.CreateRepoOption;
import dev.giteadrone.gitea.api.model.Repository;
import dev.giteadrone.services.gitea.AccessTokensApi;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.services.gitea.UsersApi;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The handle on servers that somebody else started. */
@WithGiteaDrone
final class AttachIT {
  @Test
  void whatATestMakesWorksAndIsRemovedAndNothingElseIs(GiteaDroneServers theirs)
      throws IOException {
    TestRepository foreign = theirs.createRepository("foreign").create();
    theirs.createUser("foreigner");
    String mark;
    try (GiteaDroneServers servers = attach(theirs).open()) {
      TestUser user = servers.createUser("jane");
      TestCommit commit =
          servers
              .createRepository("demo")
              .owner(user)
              .file(".drone.yml", Pipelines.exec("echo attached"))
              .push();
      servers.createRepository("demo").create();

      mark = commit.repository().name();
      assertThat(mark).matches("gd-[0-9a-f]{8}-demo");
      assertThat(commit.awaitBuild()).succeeded().logContains("attached");
      assertThat(names(theirs)).contains(mark, foreign.name());
      // Somebody else deletes one, and has another one under its name.
      replaceByAnother(theirs, mark);
    }

    assertThat(names(theirs)).contains(mark, foreign.name());
    assertThat(
            theirs
                .drone(dev.giteadrone.services.drone.UsersApi.class)
                .listRepositories()
                .execute()
                .body())
        .extracting(dev.giteadrone.drone.api.model.Repository::name)
        .contains(foreign.name());
    UsersApi users = theirs.gitea(UsersApi.class);
    assertThat(users.getUser("foreigner").execute().code()).isEqualTo(200);
    assertThat(users.getUser(mark.replace("demo", "jane")).execute().code()).isEqualTo(404);
    assertThat(tokens(theirs)).noneMatch(name -> name.contains(mark.substring(3, 11)));
  }

  @Test
  void theirServersAreNotStoppedOrDisturbed(GiteaDroneServers theirs) {
    try (GiteaDroneServers servers = attach(theirs).open()) {
      assertThatThrownBy(() -> servers.stop(ServerPart.GITEA))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("somebody else runs these servers, so a test cannot stop gitea");
      assertThatThrownBy(() -> servers.start(ServerPart.DRONE))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(servers::snapshot).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(servers::network).isInstanceOf(UnsupportedOperationException.class);
      assertThat(servers.logs(ServerPart.GITEA)).isEmpty();
    }
    assertThat(theirs.createRepository("still-there").create().name()).isEqualTo("still-there");
  }

  @Test
  void aWrongPasswordIsRefused(GiteaDroneServers theirs) {
    AttachBuilder wrong =
        GiteaDroneServers.attach(theirs.giteaUrl().toString(), theirs.droneUrl().toString())
            .admin(theirs.admin().username(), "wrong");
    assertThatThrownBy(wrong::open).isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aWrongDescriptionIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() ->
            GiteaDroneServers.attach("git.example.org", "http://127.0.0.1:1")
                .admin("a", "b")
                .open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Gitea's URL is not one of http or https with a host");
    assertThatThrownBy(
            () -> GiteaDroneServers.attach("http://127.0.0.1:1", "http://127.0.0.1:1").open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("call admin(username, password)");
  }

  private static AttachBuilder attach(GiteaDroneServers theirs) {
    return GiteaDroneServers.attach(theirs.giteaUrl() + "/", theirs.droneUrl().toString())
        .admin(theirs.admin().username(), theirs.admin().password());
  }

  private static void replaceByAnother(GiteaDroneServers theirs, String name) throws IOException {
    RepositoriesApi api = theirs.gitea(RepositoriesApi.class);
    assertThat(api.deleteRepository(theirs.admin().username(), name).execute().code())
        .isEqualTo(204);
    assertThat(
            api.createRepository(new CreateRepoOption(name, "theirs", true, true, "main"))
                .execute()
                .code())
        .isEqualTo(201);
  }

  private static List<String> names(GiteaDroneServers servers) throws IOException {
    return Objects.requireNonNull(
            servers.gitea(RepositoriesApi.class).listRepositories(1, 50).execute().body())
        .stream()
        .map(Repository::name)
        .toList();
  }

  private static List<String> tokens(GiteaDroneServers servers) throws IOException {
    TestUser admin = servers.admin();
    Request request =
        servers
            .gitea(AccessTokensApi.class)
            .listTokens(admin.username(), 1, 50)
            .request()
            .newBuilder()
            .header("Authorization", Credentials.basic(admin.username(), admin.password()))
            .build();
    try (Response response = servers.giteaClient().newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return List.of(
              new com.fasterxml.jackson.databind.ObjectMapper()
                  .readValue(response.body().string(), AccessToken[].class))
          .stream()
          .map(AccessToken::name)
          .toList();
    }
  }
}
