package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.giteadrone.errors.ConfigurationException;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.RunInterruptedException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library as a stranger's program uses it, where no real server is needed. */
@Timeout(60)
final class LibraryTest {
  private final WireMockServer slow =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    slow.start();
  }

  @AfterEach
  void stop() {
    slow.stop();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    try (GiteaDrone host =
        GiteaDrone.host("git.example.org", "https://drone.example.org")
            .admin("me")
            .set("drone.runers", java.util.List.of("exec"))
            .build()) {
      ConfigurationException wrong = catchThrowableOfType(ConfigurationException.class, host::plan);

      assertThat(wrong).hasMessageContaining("gitea.url").hasMessageContaining("runers");
      assertThat(wrong.problem().next()).isNotEmpty();
    }
  }

  @Test
  void aMissingFileIsAnErrorOfTheDescription() {
    try (GiteaDrone host = GiteaDrone.config(folder.resolve("none.yaml")).build()) {
      assertThatThrownBy(host::verify)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("none.yaml");
    }
  }

  @Test
  void aKeyBesideAFileIsRefusedAtOnce() {
    assertThatThrownBy(() -> GiteaDrone.config(folder.resolve("a.yaml")).admin("me"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gitea.admin.username")
        .hasMessageContaining("a.yaml");
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    slow.stop();
    try (GiteaDrone host = host().timeout(Duration.ofSeconds(1)).build()) {
      UnreachableException gone = catchThrowableOfType(UnreachableException.class, host::bootstrap);

      assertThat(gone.problem().id()).isEqualTo("gitea.ready");
      assertThat(gone.problem().seen()).isNotEmpty();
    }
  }

  @Test
  void cancelEndsARunAndLeavesItsThreadUsable() throws Exception {
    CountDownLatch asked = slowGitea();
    try (GiteaDrone host = host().build()) {
      CompletableFuture<Boolean> interrupted =
          CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(host::bootstrap).isInstanceOf(RunInterruptedException.class);
            return Thread.currentThread().isInterrupted();
          });
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      host.cancel();

      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void anInterruptEndsARunAndStaysSet() throws Exception {
    CountDownLatch asked = slowGitea();
    try (GiteaDrone host = host().build()) {
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                assertThatThrownBy(host::bootstrap).isInstanceOf(RunInterruptedException.class);
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      thread.interrupt();

      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closeEndsARunAndRefusesTheNext() throws Exception {
    CountDownLatch asked = slowGitea();
    GiteaDrone host = host().build();
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> assertThatThrownBy(host::bootstrap).isInstanceOf(RunInterruptedException.class));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    host.close();

    run.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(host::plan).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aListenerHearsWhatIsWaitedFor() throws Exception {
    slow.stop();
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void stageStarted(String stage) {
            heard.add(stage);
          }

          @Override
          public void waiting(String on, String seen, Duration soFar) {
            heard.add(on);
          }
        };
    try (GiteaDrone host = host().timeout(Duration.ofSeconds(2)).listener(listener).build()) {
      assertThatThrownBy(host::bootstrap).isInstanceOf(UnreachableException.class);
    }
    assertThat(heard).contains("access", "gitea");
  }

  @Test
  void eachExitCodeHasAnExceptionOfItsOwn() {
    Map<ExitCode, String> names =
        Map.of(
            ExitCode.FAILED, "UnexpectedFailureException",
            ExitCode.USAGE, "ConfigurationException",
            ExitCode.CHANGES_PENDING, "RefusedException",
            ExitCode.NOT_AUTHORISED, "NotAuthorizedException",
            ExitCode.UNREACHABLE, "UnreachableException",
            ExitCode.SECRETS_FILE, "SecretsFileException",
            ExitCode.VERIFICATION_FAILED, "VerificationException",
            ExitCode.DEPLOY_PENDING, "DeployPendingException",
            ExitCode.INTERRUPTED, "RunInterruptedException");
    names.forEach((code, name) -> {
      GiteaDroneException thrown =
          FailureMapping.of(code, TestProblem.of("run.state", "trying", "seen", "do this"), null);
      assertThat(thrown.getClass().getSimpleName()).isEqualTo(name);
      assertThat(thrown).hasMessage("trying: seen; next, do this");
    });
    assertThat(
            FailureMapping.of(
                ExitCode.FAILED, TestProblem.of("run.interrupted", "trying", "seen", ""), null))
        .isInstanceOf(RunInterruptedException.class);
    assertThat(names.keySet()).hasSize(ExitCode.values().length - 1);
  }

  private CountDownLatch slowGitea() {
    CountDownLatch asked = new CountDownLatch(1);
    slow.addMockServiceRequestListener((request, response) -> asked.countDown());
    slow.stubFor(
        WireMock.any(WireMock.anyUrl()).willReturn(WireMock.serverError().withBody("starting")));
    return asked;
  }

  private GiteaDroneBuilder host() {
    return GiteaDrone.host("http://127.0.0.1:" + port(), "http://127.0.0.1:1")
        .folder(folder)
        .admin("me")
        .secrets(Path.of("drone.yaml"))
        .adminSecrets(Path.of("admin.yaml"))
        .runners(RunnerKind.EXEC)
        .environment("XDG_STATE_HOME", folder.resolve("state").toString())
        // There must be a sops; it is not run, as there are no files to decrypt.
        .environment("GITEA_DRONE_SOPS", "/usr/bin/true");
  }

  private int port() {
    return slow.isRunning() ? slow.port() : 1;
  }
}
