package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.servers.Loopback;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sandbox in a process of its own, however that process ends. */
final class DetachedIT {
  private static final DetachedOptions EXEC =
      DetachedOptions.any().withRunners(Set.of(RunnerType.EXEC));

  @TempDir Path home;

  @AfterEach
  void stopAll() {
    sandboxes().all().forEach(Detached::down);
  }

  @Test
  void aSecondStartFindsTheFirst() {
    Detached first = sandboxes().up("tests", EXEC, Progress.SILENT);
    Detached second = sandboxes().up("tests", DetachedOptions.any(), Progress.SILENT);

    assertThat(first.wasRunning()).isFalse();
    assertThat(second.wasRunning()).isTrue();
    assertThat(second.giteaUrl()).isEqualTo(first.giteaUrl());
    assertThat(second.password()).isPresent().isEqualTo(first.password());
    assertThatThrownBy(() ->
            sandboxes()
                .up(
                    "tests",
                    EXEC.withProfile(Profile.IPV6).withPorts(Optional.of(3000), Optional.empty()),
                    Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--profile ipv6 (it has plain); --gitea-port 3000 (it has ")
        .hasMessageContaining("gitea-drone sandbox down --name tests");
    assertThat(sandboxes().all()).extracting(Detached::name).containsExactly("tests");
  }

  @ParameterizedTest
  @EnumSource
  void aKilledOneIsStartedAgainWithItsData(Profile profile) throws Exception {
    DetachedOptions options =
        profile == Profile.REFERENCE
            ? DetachedOptions.any().withProfile(profile)
            : EXEC.withProfile(profile);
    Detached first = sandboxes().up("tests", options, Progress.SILENT);
    String password = first.password().orElseThrow().reveal();
    ProcessHandle process = process(first);
    process.destroyForcibly();
    process.onExit().join();
    assertThat(first.condition())
        .isEqualTo(new Detached.Condition(Detached.Status.BROKEN, "its process is gone"));

    List<String> warnings = new ArrayList<>();
    Detached second = sandboxes().up("tests", DetachedOptions.any(), warnings(warnings));

    assertThat(warnings).hasSize(1).first().asString().contains("its process is gone");
    assertThat(second.wasRunning()).isFalse();
    assertThat(second.giteaUrl()).isEqualTo(first.giteaUrl());
    assertThat(second.droneUrl()).isEqualTo(first.droneUrl());
    assertThat(second.password().orElseThrow().reveal()).isEqualTo(password);
    assertWorks(second);
  }

  @Test
  void oneWhoseServerIsGoneIsStartedAgain() throws Exception {
    Detached first = sandboxes().up("tests", EXEC, Progress.SILENT);
    ProcessHandle gitea =
        process(first)
            .descendants()
            .filter(one -> one.info().command().orElse("").endsWith("/gitea"))
            .findFirst()
            .orElseThrow();
    gitea.destroyForcibly();
    Leftovers.answeringAfterAWhile(List.of(first.giteaUrl()));

    Detached second = sandboxes().up("tests", EXEC, Progress.SILENT);

    assertThat(second.wasRunning()).isFalse();
    assertWorks(second);
  }

  @Test
  void whatIsKeptGoesOn() throws Exception {
    Detached first = sandboxes().up("tests", EXEC, Progress.SILENT);
    assertWorks(first);
    first.stop();
    assertThat(Leftovers.processes(first.folder())).isEmpty();
    Detached stopped = sandboxes().find("tests").orElseThrow();
    assertThat(stopped.condition().status()).isEqualTo(Detached.Status.STOPPED);

    try (ServerSocket other = new ServerSocket(first.giteaUrl().getPort())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> sandboxes().up("tests", EXEC, Progress.SILENT))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Gitea's " + first.giteaUrl().getPort());
    }
    Detached second = sandboxes().up("tests", EXEC, Progress.SILENT);

    RunReport report = program(second).verify();
    assertThat(report.exitCode()).as(report.checks().toString()).isEqualTo(ExitCode.DONE);
    assertThat(report.checks().toString()).contains("build 3");
  }

  @Test
  void aKilledOneLeavesNothingAfterDown() throws Exception {
    Detached sandbox = sandboxes().up("tests", DetachedOptions.any(), Progress.SILENT);
    ProcessHandle process = process(sandbox);
    List<URI> urls = List.of(sandbox.giteaUrl(), sandbox.droneUrl());
    process.destroyForcibly();

    sandbox.down();

    assertThat(Leftovers.processes(sandbox.folder())).isEmpty();
    assertThat(Leftovers.answeringAfterAWhile(urls)).isEmpty();
    assertThat(Leftovers.mounts(sandbox.folder())).isEmpty();
    assertThat(Leftovers.controlGroups(process.pid())).isEmpty();
    assertThat(sandbox.folder()).doesNotExist();
    assertThat(sandboxes().find("tests")).isEmpty();
  }

  @Test
  void oneWhoseFolderIsRemovedEndsByItself() throws Exception {
    Detached sandbox = sandboxes().up("tests", EXEC.withBlank(true), Progress.SILENT);
    assertThat(sandbox.password()).isEmpty();

    Folder.delete(home.resolve("gitea-drone/sandboxes/tests"));

    assertThat(Leftovers.processesAfterAWhile(sandbox.folder())).isEmpty();
    Folder.delete(sandbox.folder());
  }

  @Test
  void portsThatAreTakenAreNamedBeforeAnythingStarts() throws Exception {
    int free = Loopback.freePort();
    try (ServerSocket taken = new ServerSocket(0)) {
      DetachedOptions options =
          EXEC.withPorts(Optional.of(taken.getLocalPort()), Optional.of(free));
      assertThatThrownBy(() -> sandboxes().up("tests", options, Progress.SILENT))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("another program listens on Gitea's " + taken.getLocalPort())
          .hasMessageContaining("ss -ltnp")
          .hasMessageNotContaining("Drone's")
          .extracting(e -> ((Failure) e).exitCode())
          .isEqualTo(ExitCode.USAGE);
    }
    Detached failed = sandboxes().find("tests").orElseThrow();
    assertThat(failed.condition().trouble()).contains("its start failed");
    assertThat(failed.folder().resolve("logs/gitea.log")).doesNotExist();

    int other = Loopback.freePort();
    Detached sandbox =
        sandboxes()
            .up("tests", EXEC.withPorts(Optional.of(other), Optional.of(free)), Progress.SILENT);
    assertThat(sandbox.giteaUrl()).hasPort(other);
    assertThat(sandbox.droneUrl()).hasPort(free);
  }

  private void assertWorks(Detached sandbox) {
    RunReport report = program(sandbox).verify();
    assertThat(report.exitCode()).as(report.checks().toString()).isEqualTo(ExitCode.DONE);
    RunReport again = program(sandbox).bootstrap();
    assertThat(again.planned()).as(again.stages().toString()).isZero();
  }

  private static Commands program(Detached sandbox) {
    return Commands.of(
        ConfigFile.load(sandbox.configFile(), Map.of()),
        RunOptions.DEFAULT
            .withLevel(Level.FULL)
            .withDeployAnyway(true)
            .withCaCertificate(sandbox.caCertificate()),
        Progress.SILENT,
        sandbox.environment());
  }

  private static Progress warnings(List<String> to) {
    return new Progress() {
      @Override
      public void warning(String text) {
        to.add(text);
      }
    };
  }

  private ProcessHandle process(Detached sandbox) throws Exception {
    Path state = home.resolve("gitea-drone/sandboxes").resolve(sandbox.name()).resolve("state");
    return ProcessHandle.of(
            DetachedState.parse(Files.readString(state)).process().orElseThrow().pid())
        .orElseThrow();
  }

  private DetachedSandboxes sandboxes() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_STATE_HOME", home.toString());
    return new DetachedSandboxes(environment);
  }
}
