package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SubprocessTest {
  private static final List<String> PRIVATE =
      List.of(
          "GITEA_TOKEN",
          "DRONE_TOKEN",
          "SOPS_AGE_KEY",
          "SOPS_AGE_KEY_FILE",
          "SOPS_AGE_KEY_CMD",
          "SOPS_AGE_SSH_PRIVATE_KEY_FILE",
          "SOPS_AGE_SSH_PRIVATE_KEY_CMD");

  private final Timeline timeline = new Timeline();
  private final Subprocess subprocess = new Subprocess(timeline);
  @TempDir Path folder;

  @Test
  void passesInputAndBothOutputsAndTheExitCode() {
    Subprocess.Result result = run("cat; echo err >&2; exit 3", "in", Duration.ofSeconds(10));
    assertThat(result.text()).isEqualTo("in");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(timeline.count(Timeline.Kind.SUBPROCESS)).isEqualTo(1);
  }

  @Test
  void doesNotWaitForAGrandchildThatKeepsThePipesOpen() {
    long start = System.nanoTime();
    Subprocess.Result result = run("setsid sleep 20 & echo hi", "", Duration.ofSeconds(25));
    assertThat(result.text()).isEqualTo("hi\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void doesNotMindAChildThatReadsNothing() {
    assertThat(run("exec <&-; echo hi", "x".repeat(1 << 20), Duration.ofSeconds(10)).text())
        .isEqualTo("hi\n");
  }

  @Test
  void readsMoreThanAPipeHolds() {
    Subprocess.Result result =
        run("head -c 300000 /dev/zero | tr '\\0' x", "", Duration.ofSeconds(10));
    assertThat(result.bytes()).hasSize(300000);
  }

  @Test
  void killsWhatDoesNotEndInTime() throws Exception {
    // The folder's name marks the child, since other tests of this JVM may have children too.
    String script = "sleep 20; : " + folder;
    CompletableFuture<ProcessHandle> child =
        CompletableFuture.supplyAsync(() -> childNaming(folder.toString()));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> run(script, "", Duration.ofSeconds(2)));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    // The kernel needs a moment to take a killed process away.
    assertThat(child.get(20, TimeUnit.SECONDS).onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  private static ProcessHandle childNaming(String word) {
    while (true) {
      Optional<ProcessHandle> child =
          ProcessHandle.current()
              .children()
              .filter(process -> process.info().commandLine().orElse("").contains(word))
              .findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void saysThatAProgramIsMissing() {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                subprocess.run(
                    new Subprocess.Command(List.of("/nonexistent/sops"), folder, Map.of(), false),
                    new byte[0],
                    Deadline.in(Duration.ofSeconds(1))));
    assertThat(failure.problem().next()).contains("install sops");
  }

  @Test
  void keepsPrivateVariablesFromChildren() {
    Map<String, String> environment = new HashMap<>();
    for (String name : PRIVATE) {
      environment.put(name, "x");
    }
    environment.put("HOME", "x");
    Subprocess.withoutPrivateVariables(environment);
    assertThat(environment).containsOnlyKeys("HOME");
  }

  @Test
  void givesTheKeysToSopsOnlyAndTheTokensToNobody() {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    for (String name : PRIVATE) {
      environment.put(name, "x");
    }
    Subprocess own = new Subprocess(timeline, environment);
    assertThat(seenBy(own, false)).contains("PATH").doesNotContainAnyElementsOf(PRIVATE);
    assertThat(seenBy(own, true))
        .containsAll(
            PRIVATE.stream().filter(name -> name.startsWith("SOPS_")).collect(Collectors.toList()))
        .doesNotContain("GITEA_TOKEN", "DRONE_TOKEN");
  }

  private List<String> seenBy(Subprocess own, boolean sops) {
    return own.run(
            new Subprocess.Command(List.of("env"), folder, Map.of(), sops),
            new byte[0],
            Deadline.in(Duration.ofSeconds(10)))
        .text()
        .lines()
        .map(line -> line.substring(0, line.indexOf('=')))
        .toList();
  }

  private Subprocess.Result run(String script, String stdin, Duration patience) {
    return subprocess.run(
        new Subprocess.Command(List.of("sh", "-c", script), folder, Map.of(), false),
        stdin.getBytes(StandardCharsets.UTF_8),
        Deadline.in(patience));
  }
}
