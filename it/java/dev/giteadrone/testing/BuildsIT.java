package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.WaitTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Repositories and their builds, through the handle. */
final class BuildsIT {
  private static GiteaDroneServers servers;

  @BeforeAll
  static void start() {
    servers = GiteaDroneServers.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void aPushIsBuiltAndItsLogIsRead() {
    TestCommit commit =
        servers
            .createRepository("pushed")
            .file(".drone.yml", Pipelines.exec("echo hello from a step"))
            .file("docs/notes.txt", "notes")
            .push();

    TestBuild build = servers.awaitBuild(commit);

    assertThat(build.status()).as(build.toString()).isEqualTo("success");
    assertThat(build.commit()).isEqualTo(commit.sha());
    assertThat(build.event()).isEqualTo("push");
    assertThat(build.number()).isEqualTo(1);
    assertThat(build.started()).isPresent();
    assertThat(build.finished()).isPresent();
    assertThat(build.took()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(build.stages()).hasSize(1);
    assertThat(build.stages().getFirst().type()).isEqualTo("exec");
    assertThat(build.stages().getFirst().machine()).isNotEmpty();
    assertThat(build.step("run").exitCode()).isZero();
    assertThat(build.step("run").log()).contains("hello from a step");
  }

  @Test
  void aFailedStepHasItsExitCode() {
    TestBuild build =
        servers
            .createRepository("failing")
            .file(".drone.yml", Pipelines.exec("exit 3"))
            .push()
            .awaitBuild();

    assertThat(build.status()).isEqualTo("failure");
    assertThat(build.step("run").exitCode()).isEqualTo(3);
  }

  @Test
  void theFirstBuildHasTheSecretsAndLaterOnesTheirNewValues() {
    TestCommit first =
        servers
            .createRepository("secrets")
            .secret("greeting", "moin")
            .file(
                ".drone.yml", Pipelines.withSecret("GREETING", "greeting", "test $GREETING = moin"))
            .push();
    assertThat(first.awaitBuild().status()).isEqualTo("success");

    TestRepository repository = first.repository();
    repository.secret("greeting", "servus");
    TestBuild second = repository.file("a.txt", "a").push().awaitBuild();
    assertThat(second.status()).isEqualTo("failure");
  }

  @Test
  void aBuildIsRestartedPromotedAndRunByCron() {
    TestCommit commit =
        servers
            .createRepository("again")
            .file(".drone.yml", Pipelines.exec("echo $DRONE_BUILD_EVENT $DRONE_DEPLOY_TO"))
            .push();
    TestRepository repository = commit.repository();
    TestBuild pushed = commit.awaitBuild();

    TestBuild again = repository.awaitBuild(repository.rebuild(pushed));
    assertThat(again.number()).isGreaterThan(pushed.number());
    assertThat(again.commit()).isEqualTo(commit.sha());

    TestBuild promoted = repository.awaitBuild(repository.promote(pushed, "production"));
    assertThat(promoted.event()).isEqualTo("promote");
    assertThat(promoted.target()).isEqualTo("production");

    TestBuild cron = repository.awaitBuild(repository.cron("nightly", "@daily").runCron("nightly"));
    assertThat(cron.event()).isEqualTo("cron");
    assertThat(cron.status()).isEqualTo("success");

    TestBuild custom = repository.awaitBuild(repository.build("main"));
    assertThat(custom.event()).isEqualTo("custom");
  }

  @Test
  void filesAreReplacedAndDeletedAndBranchesCreated() {
    TestRepository repository =
        servers
            .createRepository("branches")
            .file(".drone.yml", Pipelines.exec("true"))
            .file("a.txt", "one")
            .push()
            .repository();

    TestCommit onBranch =
        repository.file("a.txt", "two").delete("README.md").branch("feature/a").push();
    assertThat(onBranch.awaitBuild().status()).isEqualTo("success");
    TestCommit next = repository.file("b.txt", "b").branch("feature/a").push();
    assertThat(next.awaitBuild().commit()).isEqualTo(next.sha());
  }

  @Test
  void aWaitThatIsInVainSaysWhatItSawAndShowsTheLogs() {
    TestCommit commit = servers.createRepository("skipped").file("README.md", "no pipeline").push();

    assertThatThrownBy(() -> commit.awaitBuild(Duration.ofSeconds(1)))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("build of " + commit.repository() + " at " + commit.sha())
        .hasMessageContaining("Drone has no build of this commit")
        .hasMessageContaining("the log of drone ends:")
        .hasMessageNotContaining("\"level\":\"debug\"")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSizeLessThan(60))
        .hasMessageNotContaining(servers.admin().droneToken());
  }

  @Test
  void aBuildIsAwaitedByItsNumberBeforeItExists() {
    TestRepository repository =
        servers
            .createRepository("by-number")
            .file(".drone.yml", Pipelines.exec("true"))
            .push()
            .repository();

    assertThat(repository.awaitBuild(1, Duration.ofMinutes(1)).status()).isEqualTo("success");
    assertThatThrownBy(() -> repository.awaitBuild(99, Duration.ofSeconds(1)))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("there is no build 99");
  }

  @Test
  void aBuildOfAnotherRepositoryIsRefused() {
    TestRepository one = servers.createRepository("one").create();
    TestBuild other =
        servers
            .createRepository("other")
            .file(".drone.yml", Pipelines.exec("true"))
            .push()
            .awaitBuild();

    for (Runnable wrong :
        List.<Runnable>of(
            () -> one.cancel(other), () -> one.rebuild(other), () -> one.promote(other, "x"))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(other.repository())
          .hasMessageContaining(one.fullName());
    }
  }
}
