package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.services.gitea.UsersApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake of a test is told at once, with the argument, what was seen, and what helps. */
final class WrongUseIT {
  private static GiteaDroneServers servers;
  private static TestRepository repository;
  private static TestBuild build;

  @BeforeAll
  static void start() {
    servers = GiteaDroneServers.start();
    repository =
        servers
            .createRepository("used-wrongly")
            .file(".drone.yml", Pipelines.exec("true"))
            .file("docs/notes.txt", "notes")
            .push()
            .repository();
    build = repository.awaitBuild(1, Duration.ofMinutes(1));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/abs", "", "a//b", ".git/config", "a/../b", "dir/", "./a"})
  void aPathOutsideTheRepositoryIsRefused(String path) {
    refused(() -> repository.file(path, "x"), "file(path, …) with '" + path + "'", "; give");
    refused(() -> repository.delete(path), "delete(path) with '" + path + "'", "; give");
    refused(() -> servers.createRepository("x").file(path, "x"), "'" + path + "'", "; give");
  }

  @Test
  void aPathThatCannotBeChangedIsRefused() {
    refused(
        () -> repository.file("docs", "x").push(), "looking for docs in ", "it is a folder; give");
    refused(
        () -> repository.file("README.md/x", "x").push(),
        "pushing to " + repository,
        "Gitea cannot change these files: README.md/x; give");
    refused(
        () -> repository.delete("nothing").push(),
        "delete(path) with 'nothing'",
        "no such file on the branch main");
  }

  @Test
  void pushesOfSeveralThreadsAreAllMade() throws Exception {
    TestRepository shared = servers.createRepository("pushed-in-parallel").create();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<TestCommit>> pushes =
          IntStream.range(0, 6)
              .mapToObj(i -> (Callable<TestCommit>) () -> shared.file("file" + i, "x").push())
              .toList();
      for (Future<TestCommit> push : threads.invokeAll(pushes)) {
        assertThat(push.get().sha()).hasSize(40);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a..b", "", "-x", "a/", "x.lock", "a~1"})
  void aBranchThatCannotExistIsRefused(String name) {
    refused(() -> repository.file("a", "a").branch(name), "branch(name) with '" + name + "'");
    refused(() -> repository.build(name), "build(branch) with '" + name + "'", "git allows no");
  }

  @Test
  void aBranchThatDoesNotExistIsNotBuilt() {
    refused(
        () -> repository.build("nowhere"), "there is no branch nowhere", ".branch(\"nowhere\")");
  }

  @Test
  void aBranchWithoutAPipelineIsNotBuiltAndNobodyWaits() {
    TestRepository empty = servers.createRepository("no-pipeline").create();
    empty.cron("nightly", "@daily");
    long begun = System.nanoTime();
    for (ThrowingCallable call :
        new ThrowingCallable[] {() -> empty.build("main"), () -> empty.runCron("nightly")}) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the branch has no .drone.yml; push one");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aCronJobThatDroneWouldReadDifferentlyIsRefused() {
    refused(
        () -> repository.cron("nightly", "0 4 * * *"),
        "cron(nightly, expression) with '0 4 * * *'",
        "here are 5; put a 0 for the seconds before it: '0 0 4 * * *'");
    refused(() -> repository.cron("nightly", ""), "six fields", "here are 0");
    refused(() -> repository.cron("nightly", "@nightly"), "cannot read the expression '@nightly'");
    refused(() -> repository.cron("Not so", "@daily"), "no name of a cron job", "such as nightly");
    repository.cron("once", "0 0 4 * * *");
    refused(() -> repository.cron("once", "@daily"), "there is a cron job of this name already");
    refused(() -> repository.runCron("never"), "has no such cron job, but [once]", "create it");
  }

  @Test
  void anEventThatGiteaDoesNotHaveIsRefusedWithTheNearest() {
    URI url = URI.create("http://127.0.0.1:9/");
    refused(
        () -> repository.webhook(url, "pushh"),
        "webhook(url, events) with 'pushh'",
        "did you mean push?",
        "pull_request_sync");
    refused(() -> repository.webhook(URI.create("/x")), "no URL of http or https with a host");
  }

  @Test
  void buildsAndSecretsThatCannotBeAreRefused() {
    refused(() -> repository.readBuild(77), "reading build 77", "it has no build 77; give");
    refused(() -> repository.readBuild(0), "builds are counted from 1");
    refused(() -> repository.awaitBuild(-1, Duration.ZERO), "builds are counted from 1");
    refused(() -> repository.awaitBuild(1, Duration.ofSeconds(-1)), "time limit is negative");
    refused(() -> repository.promote(build, ""), "the target is empty");
    refused(() -> repository.secret("a/b", "x"), "Drone allows no secret of this name");
    refused(() -> repository.secret("a", ""), "the value is empty");
  }

  @Test
  void namesThatAreTakenOrNotAllowedAreRefused() {
    refused(
        () -> servers.createRepository("used-wrongly").create(),
        "creating the repository used-wrongly",
        "has a repository of this name already; choose another name");
    refused(() -> servers.createRepository("a b"), "Gitea allows no repository of this name");
    refused(() -> servers.createRepository("x.git"), "without '.git' at the end");
    refused(() -> servers.createUser("a b"), "createUser(name) with 'a b'", "Gitea allows no user");
    refused(() -> servers.createUser("api"), "Gitea does not allow this name; choose another");
    refused(() -> servers.stop(ServerPart.DOCKER_RUNNER), "DOCKER");
    assertThatThrownBy(() -> servers.createRepository("forgotten").file("a", "a").create())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use push()");
  }

  @Test
  void whatCannotBeFinishedIsRemovedAgain() throws IOException {
    servers.stop(ServerPart.DRONE);
    try {
      assertThatThrownBy(() -> servers.createRepository("half-made").create())
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("Drone (" + servers.droneUrl() + ")")
          .hasMessageContaining("half-made of Gitea was removed again");
      assertThatThrownBy(() -> servers.createUser("half-made"))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("half-made of Gitea was removed again");
    } finally {
      servers.start(ServerPart.DRONE);
    }
    assertThat(
            servers
                .gitea(RepositoriesApi.class)
                .getRepository(servers.admin().username(), "half-made")
                .execute()
                .code())
        .isEqualTo(404);
    assertThat(servers.gitea(UsersApi.class).getUser("half-made").execute().code()).isEqualTo(404);
    assertThat(servers.createUser("half-made").username()).isEqualTo("half-made");
    assertThat(servers.createRepository("half-made").create().name()).isEqualTo("half-made");
  }

  @Test
  void afterCloseEveryCallSaysSo() {
    GiteaDroneServers gone = GiteaDroneServers.start();
    TestUser user = gone.createUser("ada");
    TestRepository left = gone.createRepository("left").create();
    ServersSnapshot state = gone.snapshot();
    WebhookReceiver receiver = gone.webhooks();
    gone.close();
    gone.close();

    refused(() -> servers.createRepository("x").owner(user), "a user of other servers");
    for (Consumer<GiteaDroneServers> call :
        List.<Consumer<GiteaDroneServers>>of(
            s -> s.createUser("x"),
            s -> s.createRepository("x"),
            s -> s.stop(ServerPart.DRONE),
            s -> s.start(ServerPart.DRONE),
            s -> s.logs(ServerPart.DRONE),
            GiteaDroneServers::snapshot,
            s -> s.restore(state),
            GiteaDroneServers::network,
            GiteaDroneServers::webhooks,
            GiteaDroneServers::giteaClient,
            s -> user.drone(UsersApi.class),
            s -> left.file("a", "a").push(),
            s -> left.build("main"),
            s -> left.awaitBuild(1, Duration.ofMinutes(1)),
            s -> left.webhook(URI.create("http://127.0.0.1:9/")))) {
      assertThatThrownBy(() -> call.accept(gone))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the servers of this handle are closed")
          .hasMessageContaining(gone.giteaUrl().toString());
    }
    assertThatThrownBy(() -> receiver.awaitDelivery(each -> true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed; it had no delivery at all");
  }

  private static void refused(ThrowingCallable call, String... texts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(texts);
  }
}
