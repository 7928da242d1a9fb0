package dev.giteadrone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.io.RunLock;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs exclude each other. */
final class RunLockOfHostTest {
  @TempDir Path folder;
  private Map<String, String> environment = Map.of();
  private final Poller poller = new Poller(new Timeline(), Progress.SILENT);

  @BeforeEach
  void state() {
    environment = Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
  }

  @Test
  void twoConfigurationsWithTheSameSecretsFileExcludeEachOther() throws IOException {
    Desired one = config("one", "../shared", "../own");
    Desired other = config("other", "../shared", "../another");

    excludes(one, other);
  }

  @Test
  void soDoTwoWithTheSameAdminFileWhateverTheFolderIsCalled() throws IOException {
    Files.createDirectories(folder.resolve("shared"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("shared"));
    Desired one = config("one", "../a", "../shared");
    Desired other = config("other", "../b", "../link");

    excludes(one, other);
  }

  @Test
  void twoHostsDoNot() throws IOException {
    Desired one = config("one", "../a", "../a");
    Desired other = config("other", "../b", "../b");

    try (Connections.Held first = lock(one);
        Connections.Held second = lock(other)) {
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void aRunOfAnOlderVersionWhichLocksTheConfigurationAloneIsWaitedFor() throws IOException {
    Desired host = config("one", "../a", "../a");

    try (RunLock old =
        RunLock.acquire(
            StateFolder.of(host.source(), environment),
            "bootstrap",
            Deadline.in(Duration.ZERO),
            poller)) {
      assertThat(old.folder()).exists();
      assertThatThrownBy(() -> lock(host))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("(bootstrap)");
    }
    lock(host).close();
  }

  private void excludes(Desired one, Desired other) {
    try (Connections.Held first = lock(one)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> lock(other))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("held by pid " + ProcessHandle.current().pid());
    }
    lock(other).close(); // What the refused run had taken already is free.
    lock(one).close();
  }

  private Connections.Held lock(Desired desired) {
    return new RealConnections(environment)
        .lock(desired, "rotate", Deadline.in(Duration.ZERO), poller);
  }

  private Desired config(String name, String host, String admin) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("gitea-drone.yaml");
    Files.writeString(
        file,
        """
        gitea:
          url: https://git.my-domain.tld
          admin: { username: my-admin }
        drone:
          url: https://drone.my-domain.tld
        secrets:
          file: %s/drone.yaml
          admin: %s/admin.yaml
        """
            .formatted(host, admin));
    return ConfigFile.load(file, Map.of());
  }
}
