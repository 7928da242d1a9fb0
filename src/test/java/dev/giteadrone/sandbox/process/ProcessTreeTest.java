package dev.giteadrone.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTreeTest {
  @TempDir private Path folder;

  @Test
  void whatHasLostItsParentEndsToo() throws Exception {
    // The inner shell ends at once, so that its sleep belongs to nobody any more.
    Process process =
        spawn("(sleep 300 & echo $! >orphan.new; mv orphan.new orphan); exec sleep 300");
    long orphan = pidFrom("orphan");
    assertThat(alive(orphan)).isTrue();

    ProcessTree.end(process, 0);

    assertThat(process.isAlive()).isFalse();
    assertThat(alive(orphan)).isFalse();
  }

  @Test
  void aProcessThatEndsByItselfIsNotKilled() throws Exception {
    Process process =
        spawn("trap 'echo bye >bye; exit 0' TERM; echo $$ >up; while :; do sleep 0.01; done");
    pidFrom("up");

    ProcessTree.end(process, 5000);

    assertThat(folder.resolve("bye")).exists();
  }

  @Test
  void aProcessThatIgnoresTheSignalIsKilledAfterItsGrace() throws Exception {
    Process process = spawn("trap '' TERM; echo $$ >up; while :; do sleep 0.01; done");
    pidFrom("up");
    long start = System.nanoTime();

    ProcessTree.end(process, 100);

    assertThat(process.isAlive()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aChildHasNothingOfOurEnvironment() throws Exception {
    Process process = spawn("env >env.new; mv env.new env; exec sleep 300");
    pidFrom("env");
    ProcessTree.end(process, 0);

    assertThat(Files.readAllLines(folder.resolve("env")))
        .allMatch(line -> line.matches("(PATH|PWD|SHLVL|OLDPWD|_)=.*"));
  }

  private Process spawn(String script) {
    return Spawner.spawn(
        Launch.of(List.of("/bin/sh", "-c", script), Map.of("PATH", Tools.path()), folder),
        folder.resolve("log"));
  }

  private long pidFrom(String name) throws Exception {
    Path file = folder.resolve(name);
    for (int i = 0; i < 1000 && (!Files.exists(file) || Files.size(file) == 0); i++) {
      Thread.sleep(10);
    }
    String text = Files.readString(file).strip();
    return text.matches("\\d+") ? Long.parseLong(text) : 0;
  }

  private static boolean alive(long pid) throws Exception {
    Path stat = Path.of("/proc/" + pid + "/stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }
}
