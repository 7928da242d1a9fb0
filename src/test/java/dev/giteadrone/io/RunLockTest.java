package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  @TempDir Path folder;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Poller poller =
      new Poller(
          new Timeline(),
          new Progress() {
            @Override
            public void waiting(String name, String what, Duration soFar) {
              seen.add(what);
            }
          });

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      kill(process);
    }
  }

  @Test
  void isTakenGivenBackAndTakenAgain() {
    for (int i = 0; i < 2; i++) {
      try (RunLock lock = acquire(Duration.ZERO)) {
        assertThat(lock.folder()).isEqualTo(folder);
        assertThat(folder.resolve("holder")).exists();
      }
      assertThat(folder.resolve("holder")).doesNotExist();
    }
  }

  @Test
  void isHeldAgainstAThreadOfTheSameProcess() throws Exception {
    CompletableFuture<RunLock> second;
    try (RunLock ignored = acquire(Duration.ZERO)) {
      Failure failure = catchThrowableOfType(Failure.class, () -> acquire(Duration.ofMillis(50)));
      assertThat(failure.problem().seen())
          .startsWith("held by pid " + ProcessHandle.current().pid() + " since ");
      // The look of the first must not have released the lock of the process.
      Process other = start();
      assertThat(other.waitFor(1, TimeUnit.SECONDS)).isFalse();
      assertThat(other.getInputStream().available()).isZero();
      kill(other);
      second = CompletableFuture.supplyAsync(() -> acquire(Duration.ofSeconds(10)));
      Thread.sleep(300);
      assertThat(second).isNotDone();
    }
    second.get(5, TimeUnit.SECONDS).close();
  }

  @Test
  void waitsForAnotherProcessAndSaysWhich() throws Exception {
    Process other = start();
    ready(other);
    CompletableFuture<RunLock> ours =
        CompletableFuture.supplyAsync(() -> acquire(Duration.ofSeconds(10)));
    while (seen.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(seen.getFirst()).matches("held by pid " + other.pid() + " since .*bootstrap.*");
    other.getOutputStream().close();
    ours.get(5, TimeUnit.SECONDS).close();
  }

  @Test
  void isFreeWhenItsHolderWasKilled() throws Exception {
    Process other = start();
    ready(other);
    kill(other);
    assertThat(folder.resolve("holder")).exists();
    acquire(Duration.ofSeconds(1)).close();
    assertThat(seen).isEmpty();
  }

  @Test
  void liesInTheStateFolderOfTheRealConfiguration() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "");
    Path link = Files.createSymbolicLink(folder.resolve("l.yaml"), config);
    Map<String, String> environment = Map.of("XDG_STATE_HOME", folder.resolve("s").toString());
    Path state = StateFolder.of(config, environment);
    assertThat(state).isEqualTo(StateFolder.of(link, environment)).isDirectory();
    assertThat(state.toString()).matches(".*/s/gitea-drone/[0-9a-f]{16}");
    assertThat(StateFolder.of(folder.resolve("other.yaml"), environment)).isNotEqualTo(state);
    assertThat(StateFolder.of(config, Map.of("HOME", folder.toString(), "XDG_STATE_HOME", "rel")))
        .startsWith(folder.resolve(".local/state/gitea-drone"));
  }

  private RunLock acquire(Duration patience) {
    return RunLock.acquire(folder, "verify", Deadline.in(patience), poller);
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  private void ready(Process process) throws IOException {
    byte[] line = process.getInputStream().readNBytes(folder.toString().length());
    assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo(folder.toString());
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
