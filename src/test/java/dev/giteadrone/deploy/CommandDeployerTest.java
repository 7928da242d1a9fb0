package dev.giteadrone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CommandDeployerTest {
  @TempDir Path folder;
  private final Timeline timeline = new Timeline();
  private final List<String> lines = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void output(String line) {
          lines.add(line);
        }
      };

  @Test
  void showsBothOutputsLineByLineAndNeutralised() {
    Deployer.Ended deployed =
        deploy("echo one; echo tüo >&2; printf '\\033[31mred\\033[0m\\r50 %%\\rno end'; pwd");
    assertThat(lines).containsExactly("one", "tüo", "red", "50 %", "no end" + folder);
    assertThat(deployed.exitCode()).isZero();
    assertThat(deployed.joined()).isFalse();
    assertThat(timeline.count(Timeline.Kind.SUBPROCESS)).isEqualTo(1);
    assertThat(folder.resolve("deploy")).doesNotExist();
  }

  @Test
  void keepsItsLogPrivate() throws IOException {
    deploy("echo x");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("deploy.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void givesTheExitCode() {
    assertThat(deploy("exit 7").exitCode()).isEqualTo(7);
    assertThat(deploy("true").exitCode()).isZero();
  }

  @Test
  void readsNothingAndInheritsNoToken() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GITEA_TOKEN", "hunter2");
    for (String name :
        List.of(
            "SOPS_AGE_KEY",
            "SOPS_AGE_KEY_FILE",
            "SOPS_AGE_KEY_CMD",
            "SOPS_AGE_SSH_PRIVATE_KEY_FILE",
            "SOPS_AGE_SSH_PRIVATE_KEY_CMD",
            "DRONE_TOKEN")) {
      environment.put(name, "hunter2");
    }
    environment.put("KEPT", "yes");
    new CommandDeployer(folder, timeline, environment)
        .run(DeployJob.DEPLOY, target("cat; env", Duration.ofSeconds(20)), progress, soon());
    assertThat(lines).contains("KEPT=yes").noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void leavesACommandThatTakesTooLongRunningAndJoinsItNextTime() {
    String script = "echo start; sleep 2; echo end; echo x >> ran; exit 5";
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                deployer()
                    .run(
                        DeployJob.DEPLOY,
                        target(script, Duration.ofMillis(700)),
                        progress,
                        soon()));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(failure.problem().seen()).contains("was not stopped");
    assertThat(lines).containsExactly("start");
    Deployer.Ended joined = deploy(script);
    assertThat(joined.joined()).isTrue();
    assertThat(joined.exitCode()).isEqualTo(5);
    assertThat(lines).containsExactly("start", "end");
    assertThat(folder.resolve("ran")).hasContent("x");
    assertThat(deploy("true").joined()).isFalse();
  }

  @Test
  void outlivesAKilledRunAndIsJoinedByTheNext() throws Exception {
    String script =
        "echo x >> ran; i=0; while [ $i -lt 30 ]; do echo $i; sleep 0.1; i=$((i+1)); done; echo end";
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeployRun.class.getName(),
                folder.toString(),
                script)
            .inheritIO()
            .start();
    while (!Files.exists(folder.resolve("ran"))) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(20);
    }
    run.destroyForcibly().waitFor();
    Deployer.Ended joined = deploy(script);
    assertThat(joined.joined()).isTrue();
    assertThat(joined.exitCode()).isZero();
    assertThat(lines.getLast()).isEqualTo("end");
    assertThat(folder.resolve("ran")).hasContent("x");
  }

  @Test
  void runsAnewWhereTheEarlierOneWasKilledToo() throws Exception {
    assertThatThrownBy(() ->
            deployer()
                .run(
                    DeployJob.DEPLOY, target("sleep 30", Duration.ofMillis(500)), progress, soon()))
        .isInstanceOf(Failure.class);
    long pid = Long.parseLong(Files.readString(folder.resolve("deploy")).strip());
    ProcessHandle deploy = ProcessHandle.of(pid).orElseThrow();
    deploy.descendants().forEach(ProcessHandle::destroyForcibly);
    deploy.destroyForcibly();
    deploy.onExit().get();
    assertThat(deploy("echo again").joined()).isFalse();
    assertThat(lines).containsExactly("again");
  }

  @Test
  void takesNoOtherProcessOfThatIdForTheDeploy() throws IOException {
    Path record = folder.resolve("deploy");
    Files.writeString(record, ProcessHandle.current().pid() + "\n");
    // Written before this process was started, so the process that wrote it is gone.
    Files.setLastModifiedTime(record, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    assertThat(deploy("true").joined()).isFalse();
    Files.writeString(record, "rubbish");
    assertThat(deploy("true").joined()).isFalse();
  }

  @Test
  void keepsTheLastLinesForAMessage() {
    Deployer.Ended ended = deploy("for i in 1 2 3 4 5 6 7; do echo line $i; done; exit 3");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.last()).containsExactly("line 3", "line 4", "line 5", "line 6", "line 7");
  }

  @Test
  void runsEachJobsOwnCommandWithItsOwnFiles() {
    DeployTarget all =
        new DeployTarget(
            List.of("echo", "deployed"),
            List.of("echo", "built"),
            List.of("sh", "-c", "echo restarted; exit 4"),
            folder,
            Duration.ofSeconds(20));
    for (DeployJob job : DeployJob.values()) {
      deployer().run(job, all, progress, soon());
    }
    assertThat(lines).containsExactly("built", "deployed", "restarted");
    assertThat(folder.resolve("prepare.log")).hasContent("built");
    assertThat(folder.resolve("restart.log")).hasContent("restarted");
  }

  @Test
  void waitsForAnEarlierBuildButDoesNotTakeItForItsOwn() {
    DeployTarget slow =
        new DeployTarget(
            List.of("true"),
            List.of("sh", "-c", "sleep 1.5; echo x >> built"),
            List.of(),
            folder,
            Duration.ofMillis(500));
    assertThatThrownBy(() -> deployer().run(DeployJob.PREPARE, slow, progress, soon()))
        .isInstanceOf(Failure.class);
    DeployTarget now =
        new DeployTarget(
            slow.command(),
            List.of("sh", "-c", "cat built; exit 9"),
            List.of(),
            folder,
            Duration.ofSeconds(20));
    Deployer.Ended ended = deployer().run(DeployJob.PREPARE, now, progress, soon());
    assertThat(ended.joined()).isFalse();
    assertThat(ended.exitCode()).isEqualTo(9);
    assertThat(lines).containsExactly("x");
  }

  @Test
  void knowsThatTheLastDeployDidNotGetToItsEnd() {
    assertThat(deployer().leftUndone()).as("none yet").isFalse();
    deploy("exit 7");
    assertThat(deployer().leftUndone()).as("failed").isTrue();
    assertThatThrownBy(() -> deploy("kill -KILL $PPID; sleep 0.1")).isInstanceOf(Failure.class);
    assertThat(deployer().leftUndone()).as("its shell was killed").isTrue();
    deploy("true");
    assertThat(deployer().leftUndone()).as("went well").isFalse();
  }

  @Test
  void deployIsNotDoneBeforeTheUnitsAreRestarted() {
    DeployTarget target =
        new DeployTarget(
            List.of("true"), List.of("false"), List.of("true"), folder, Duration.ofSeconds(20));

    deployer().run(DeployJob.PREPARE, target, progress, soon());
    assertThat(deployer().leftUndone()).as("a build that failed").isFalse();
    deployer().run(DeployJob.DEPLOY, target, progress, soon());
    assertThat(deployer().leftUndone()).isTrue();
    deployer().run(DeployJob.RESTART, target, progress, soon());
    assertThat(deployer().leftUndone()).isFalse();
  }

  @Test
  void saysThatTheProgramIsMissing() {
    for (String program : List.of("no-such-program", "./no-such-program")) {
      DeployTarget target = new DeployTarget(List.of(program), folder, Duration.ofSeconds(5));
      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> deployer().run(DeployJob.DEPLOY, target, progress, soon()));
      assertThat(failure.problem().summary()).contains(program);
      assertThat(folder.resolve("deploy")).doesNotExist();
    }
  }

  private Deployer.Ended deploy(String script) {
    return deployer()
        .run(DeployJob.DEPLOY, target(script, Duration.ofSeconds(20)), progress, soon());
  }

  private CommandDeployer deployer() {
    return new CommandDeployer(folder, timeline);
  }

  private DeployTarget target(String script, Duration timeout) {
    return new DeployTarget(List.of("sh", "-c", script), folder, timeout);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(40));
  }
}
