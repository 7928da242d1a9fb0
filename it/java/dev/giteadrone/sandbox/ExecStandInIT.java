package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.Builds;
import dev.giteadrone.HostFixture;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.sandbox.exec.ExecStandIn;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stand-in for the exec runner does, seen through the real Drone. */
final class ExecStandInIT {
  @TempDir private Path folder;

  private static HostFixture wired;
  private static Builds builds;

  @BeforeAll
  static void start() throws Exception {
    wired = HostFixture.wired(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
    builds = wired.builds();
  }

  @AfterAll
  static void stop() {
    wired.close();
  }

  @Test
  void aFailingStepEndsTheStageWithItsExitCodeAndSkipsTheRest() throws Exception {
    long number =
        builds.push(
            "failing",
            """
            kind: pipeline
            type: exec
            name: exec
            clone: { disable: true }
            steps:
              - { name: tolerated, commands: [exit 9], failure: ignore }
              - { name: fails, commands: ["echo before", "sh -c 'exit 7'", "echo after"] }
              - { name: never, commands: ["true"] }
              - { name: cleanup, commands: ["echo cleaned"], when: { status: [failure] } }
            """);
    BuildStage stage = builds.awaitEnd("failing", number).stages().getFirst();

    assertThat(stage.status()).isEqualTo("failure");
    assertThat(stage.steps())
        .extracting(step -> step.name() + " " + step.status() + " " + step.exitCode())
        .containsExactly(
            "tolerated failure 9", "fails failure 7", "never skipped 0", "cleanup success 0");
    assertThat(builds.log("failing", number, 1, 2))
        .contains("+ echo before", "before")
        .doesNotContain("after");
  }

  @Test
  void aStepSeesNothingOfOurEnvironmentAndRunsAsAnOrdinaryUser() throws Exception {
    long number =
        builds.push(
            "environment",
            """
            kind: pipeline
            type: exec
            name: exec
            steps:
              - name: show
                commands: [env, id -u, "cat ~/.netrc"]
                environment: { GREETING: "hello there" }
            """);
    builds.awaitEnd("environment", number);
    String log = builds.log("environment", number, 1, 2);

    assertThat(log)
        .contains("GREETING=hello there", "DRONE=true", "DRONE_BRANCH=", "DRONE_STEP_NAME=show")
        .contains("machine 127.0.0.1 login ", "password ******")
        .doesNotContain("JAVA_HOME", "SOPS_AGE", "DRONE_RPC_SECRET", "DRONE_GITEA_CLIENT");
    if (SystemUser.isRoot()) {
      assertThat(log).doesNotContain("\n0\n");
    }
  }

  @Test
  void aCancelledBuildIsKilledWithAllItStarted() throws Exception {
    String mark = "3" + System.nanoTime() % 1_000_000;
    long number =
        builds.push(
            "endless",
            "kind: pipeline\ntype: exec\nname: exec\nclone: { disable: true }\nsteps:\n"
                + "  - { name: wait, commands: [\"sleep %s & sleep %s\"] }\n"
                    .formatted(mark, mark));
    builds.await("endless", number, "running");
    awaitSleep(mark, true);

    builds.cancel("endless", number);

    assertThat(builds.awaitEnd("endless", number).stages().getFirst().status()).isEqualTo("killed");
    awaitSleep(mark, false);
  }

  @Test
  void anImageIsAnError() throws Exception {
    long number =
        builds.push(
            "image",
            """
            kind: pipeline
            type: exec
            name: exec
            steps:
              - { name: no, image: busybox, commands: ["true"] }
            """);

    BuildStage stage = builds.awaitEnd("image", number).stages().getFirst();

    assertThat(stage.status()).isEqualTo("error");
    assertThat(stage.error()).contains("no image");
  }

  @Test
  void aRestartedRunnerGoesOn() throws Exception {
    wired.sandbox.stopRunner(RunnerType.EXEC);
    wired.sandbox.startRunner(RunnerType.EXEC);
    long number =
        builds.push(
            "restarted",
            """
            kind: pipeline
            type: exec
            name: exec
            clone: { disable: true }
            steps:
              - { name: prove, commands: ["true"] }
            """);

    assertThat(builds.awaitEnd("restarted", number).status()).isEqualTo("success");
  }

  @Test
  void aWrongSecretKeepsItPinging() throws Exception {
    Path log = folder.resolve("log");
    ExecStandIn runner =
        new ExecStandIn(
            new ExecStandIn.Settings(
                "wrong",
                "wrong",
                wired.sandbox.droneUrl(),
                () -> Secret.of("not the secret"),
                folder,
                SystemUser.choose(),
                Map.of(),
                1,
                log,
                List.of()));
    runner.start(Deadline.in(Duration.ofSeconds(5)));
    try {
      for (int i = 0; i < 200 && pings(log) < 4; i++) {
        Thread.sleep(50);
      }
      assertThat(pings(log)).isGreaterThanOrEqualTo(4);
      assertThat(runner.look().value()).isEmpty();
      assertThat(Files.readString(log)).contains("status 401").doesNotContain("not the secret");
    } finally {
      runner.stop();
    }
  }

  private static long pings(Path log) throws Exception {
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(line -> line.contains("cannot ping")).count()
        : 0;
  }

  private static void awaitSleep(String mark, boolean wanted) throws Exception {
    for (int i = 0; i < 200 && sleeps(mark) != wanted; i++) {
      Thread.sleep(50);
    }
    assertThat(sleeps(mark)).isEqualTo(wanted);
  }

  private static boolean sleeps(String mark) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            p -> p.info().arguments().filter(a -> a.length == 1 && a[0].equals(mark)).isPresent());
  }
}
