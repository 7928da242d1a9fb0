package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.NotAuthorizedException;
import dev.giteadrone.gitea.api.model.AccessToken;
import dev.giteadrone.gitea.api.model.CreateRepoOption;
import dev.giteadrone.gitea.api.model.Repository;
import dev.giteadrone.services.gitea.AccessTokensApi;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.services.gitea.UsersApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void aWrongArgumentIsNamedBeforeAnythingIsCreated(GiteaDroneServers theirs) throws IOException {
    List<String> before = tokens(theirs);
    String gitea = theirs.giteaUrl().toString();
    String drone = theirs.droneUrl().toString();
    String name = theirs.admin().username();
    String password = theirs.admin().password();
    AttachBuilder right = GiteaDroneServers.attach(gitea, drone).admin(name, password);

    fails(GiteaDroneServers.attach(drone, gitea).admin(name, password), "attaching to Gitea (");
    fails(
        GiteaDroneServers.attach(gitea, gitea + "/drone").admin(name, password),
        "attaching to Drone (",
        "second argument");
    fails(GiteaDroneServers.attach(gitea, gitea).admin(name, password), "both URLs are the same");
    fails(GiteaDroneServers.attach(gitea, "http://127.0.0.1:1").admin(name, password), "Drone (");
    fails(right.droneToken("wrong-token"), "Drone refuses this token", "droneToken(token)");
    fails(right.droneToken(theirs.admin().droneToken() + "\n"), "Drone refuses this token");
    TestUser other = theirs.createUser("other");
    fails(right.droneToken(other.droneToken()), "it is that of other");
    fails(GiteaDroneServers.attach(gitea, drone).admin(name, "wrong"), "admin(username, password)");
    fails(
        GiteaDroneServers.attach(gitea, drone)
            .admin(name, password)
            .caCertificate(Path.of("/nowhere.pem")),
        "caCertificate(pem)");
    assertThat(tokens(theirs)).isEqualTo(before);
  }

  @Test
  void nothingIsLeftOfWhatOtherThreadsCreateWhileTheHandleIsClosed(GiteaDroneServers theirs)
      throws Exception {
    GiteaDroneServers servers = attach(theirs).open();
    String mark = servers.createRepository("mark").create().name().substring(0, 11);
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      CountDownLatch begun = new CountDownLatch(1);
      List<Future<?>> creations = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String name = "late" + i;
        creations.add(
            threads.submit(() -> {
              begun.countDown();
              servers.createUser(name);
              servers.createRepository(name).create();
            }));
      }
      begun.await();
      servers.close();
      for (Future<?> creation : creations) {
        try {
          creation.get();
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("the servers of this handle are closed");
        }
      }
    }
    assertThat(names(theirs)).noneMatch(name -> name.startsWith(mark));
    for (int i = 0; i < 6; i++) {
      assertThat(theirs.gitea(UsersApi.class).getUser(mark + "-late" + i).execute().code())
          .isEqualTo(404);
    }
  }

  @Test
  void nothingIsLeftIfTheThreadThatClosesWasInterrupted(GiteaDroneServers theirs)
      throws IOException {
    GiteaDroneServers servers = attach(theirs).open();
    String name = servers.createUser("hurried").username();
    Thread.currentThread().interrupt();

    servers.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(theirs.gitea(UsersApi.class).getUser(name).execute().code()).isEqualTo(404);
  }

  @Test
  void aUserIsDeletedFromGiteaEvenIfDroneIsGone() throws IOException {
    try (GiteaDroneServers theirs = GiteaDroneServers.start()) {
      GiteaDroneServers servers = attach(theirs).open();
      String name = servers.createUser("ada").username();
      theirs.stop(ServerPart.DRONE);

      assertThatThrownBy(servers::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("left behind: the user " + name + " (")
          .hasMessageContaining("remove it by hand");
      assertThat(theirs.gitea(UsersApi.class).getUser(name).execute().code()).isEqualTo(404);
    }
  }

  private static void fails(AttachBuilder wrong, String... texts) {
    assertThatThrownBy(wrong::open)
        .isInstanceOf(GiteaDroneException.class)
        .hasMessageContainingAll(texts);
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
