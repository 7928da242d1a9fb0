package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.sandbox.process.Cgroups;
import dev.giteadrone.sandbox.process.Folder;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a sandbox ends, nothing of it goes on running. */
final class SandboxEndIT {
  private static final String SECRETS =
      "drone: |\n  DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef\n";

  private Path parent;

  /** Starts a sandbox in the folder and with the profile of its arguments, says where, waits. */
  static final class Supervisor {
    private Supervisor() {}

    public static void main(String[] arguments) throws Exception {
      Sandbox sandbox =
          Sandbox.start(
              SandboxOptions.blank()
                  .in(Path.of(arguments[0]))
                  .withProfile(Profile.valueOf(arguments[1]))
                  .withSecrets(SECRETS),
              Progress.SILENT);
      System.out.println(sandbox.giteaUrl() + " " + sandbox.droneUrl());
      Thread.sleep(600_000);
    }
  }

  @BeforeEach
  void makeFolderThatOthersMayPass() throws Exception {
    parent = Files.createTempDirectory("sandbox-end");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeFolder() {
    Folder.delete(parent);
  }

  @Test
  void aFailedStartLeavesNothingRunningAndShowsTheLogOfWhatFailed() throws Exception {
    Path folder = parent.resolve("failed");
    String broken = SECRETS + "  DRONE_LOGS_TEXT=perhaps\n";

    assertThatThrownBy(() ->
            Sandbox.start(SandboxOptions.blank().in(folder).withSecrets(broken), Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("starting drone")
        .hasMessageContaining("it exited with 1; its log ends:")
        .hasMessageContaining("LOGS_TEXT")
        .hasMessageContaining(folder.resolve("logs/drone.log").toString());

    assertThat(Leftovers.processes(folder)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
  }

  @Test
  void aFailedStartInATemporaryFolderKeepsTheLogsAlone() {
    Throwable failure =
        org.assertj.core.api.Assertions.catchThrowable(() ->
            Sandbox.start(
                SandboxOptions.blank()
                    .withRunners(Set.of(RunnerType.EXEC))
                    .withSecrets(SECRETS + "  DRONE_LOGS_TEXT=perhaps\n"),
                Progress.SILENT));

    assertThat(failure).isInstanceOf(Failure.class);
    Path log = Path.of(((Failure) failure).problem().next().replace("read the whole log: ", ""));
    Path folder = log.resolve("../..").normalize();
    assertThat(log).exists();
    assertThat(folder)
        .isDirectoryContaining("glob:**/logs")
        .isDirectoryNotContaining("glob:**/keys");
    assertThat(Leftovers.processes(folder)).isEmpty();
    Folder.delete(folder);
  }

  @ParameterizedTest
  @EnumSource
  void aKilledSupervisorTakesAllWithIt(Profile profile) throws Exception {
    Path folder = parent.resolve("killed");
    Process supervisor = supervisor(folder, profile);
    List<URI> urls = urls(supervisor);
    assertThat(urls).hasSize(2).allMatch(Leftovers::answers);
    assertThat(Leftovers.processes(folder)).hasSizeGreaterThan(4);

    supervisor.destroyForcibly().waitFor();

    assertThat(Leftovers.processesAfterAWhile(folder)).isEmpty();
    assertThat(Leftovers.answeringAfterAWhile(urls)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
    Cgroups.remove(
        Leftovers.controlGroups(supervisor.pid()).stream()
            .findFirst()
            .map(p -> p.getFileName().toString())
            .orElse("none"));
  }

  @ParameterizedTest
  @EnumSource
  void aSupervisorThatIsToldToEndCleansUp(Profile profile) throws Exception {
    Path folder = parent.resolve("ended");
    Process supervisor = supervisor(folder, profile);
    List<URI> urls = urls(supervisor);

    supervisor.destroy();
    supervisor.waitFor();

    assertThat(Leftovers.processes(folder)).isEmpty();
    assertThat(urls).hasSize(2);
    assertThat(Leftovers.answeringAfterAWhile(urls)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
    assertThat(Leftovers.controlGroups(supervisor.pid())).isEmpty();
    assertThat(folder.resolve("docker")).doesNotExist();
    assertThat(folder.resolve("logs")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void aSupervisorThatIsToldToEndWhileItStartsCleansUp(Profile profile) throws Exception {
    Path folder = parent.resolve("interrupted");
    Process supervisor = supervisor(folder, profile);
    for (int i = 0; i < 2000 && !Files.exists(folder.resolve("logs/gitea.log")); i++) {
      Thread.sleep(10);
    }

    supervisor.destroy();
    supervisor.waitFor();

    assertThat(Leftovers.processes(folder)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
    assertThat(Leftovers.controlGroups(supervisor.pid())).isEmpty();
  }

  @Test
  void aFolderThatIsNotEmptyIsLeftAlone() throws Exception {
    Path precious = Files.writeString(parent.resolve("precious"), "text");

    assertThatThrownBy(() -> Sandbox.start(SandboxOptions.blank().in(parent), Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it is not empty")
        .extracting(e -> ((Failure) e).exitCode())
        .isEqualTo(ExitCode.USAGE);

    try (Stream<Path> content = Files.list(parent)) {
      assertThat(content).containsExactly(precious);
    }
  }

  private static Process supervisor(Path folder, Profile profile) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Supervisor.class.getName(),
            folder.toString(),
            profile.name())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<URI> urls(Process supervisor) throws Exception {
    List<URI> urls = new ArrayList<>();
    BufferedReader out = supervisor.inputReader();
    String line = out.readLine();
    for (String url : line == null ? new String[0] : line.split(" ", -1)) {
      urls.add(URI.create(url));
    }
    return urls;
  }
}
