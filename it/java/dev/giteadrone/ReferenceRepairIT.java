package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repairs on the reference host, and deploys of it that do not do what they should. */
final class ReferenceRepairIT extends Repairs {
  @TempDir Path folder;

  ReferenceRepairIT() {
    super(Profile.REFERENCE);
  }

  @Test
  void serverThatTheDeployDidNotRestartIsNamedUntilItIs() {
    bed().sandbox.keepDroneOverDeploys();

    RunReport report =
        bed()
            .program(
                bed().desired(),
                RunOptions.DEFAULT.withLevel(Level.BASIC).withTimeout(Duration.ofSeconds(15)))
            .rotate(Rotation.CLIENT_SECRET, false);

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DEPLOY_PENDING);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.check()).isEqualTo(CheckId.DRONE_CLIENT_SECRET.id());
    assertThat(problem.seen()).contains("its client secret is old");
    assertThat(problem.next()).contains("restart the Drone server's unit");

    bed().sandbox.restartDrone();

    RunReport next = bed().bootstrap(RunOptions.DEFAULT.withLevel(Level.LOGIN));
    assertThat(next.problem()).isEmpty();
    assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(next.planned()).isZero();
  }

  @Test
  void deployThatFailsBeforeItRestartsAnythingIsDoneByTheNextRun() throws IOException {
    anotherRpcSecret();
    deployWith("./deploy --decrypt-only\necho cannot restart drone-server >&2\nexit 1");

    RunReport failed = bed().bootstrap(ROTATE);

    assertDeployFailed(failed, "cannot restart drone-server");
    deployWith("exec ./deploy");
    RunReport next = bed().bootstrap(ROTATE);
    assertThat(next.problem()).isEmpty();
    assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(next)).extracting(StepLine::id).containsExactly("deploy");
  }

  @Test
  void deployThatFailsAfterItRestartedTheServerAloneIsDoneByTheNextRun() throws IOException {
    anotherRpcSecret();
    bed().sandbox.keepOverDeploys(RunnerType.DOCKER);
    bed().sandbox.keepOverDeploys(RunnerType.EXEC);
    deployWith("./deploy\necho cannot restart drone-runner-docker >&2\nexit 1");

    RunReport failed = bed().bootstrap(ROTATE);

    assertDeployFailed(failed, "cannot restart drone-runner-docker");
    bed().sandbox.keepNothingOverDeploys();
    deployWith("exec ./deploy");
    RunReport next = bed().bootstrap();
    assertThat(next.problem()).isEmpty();
    assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(next)).extracting(StepLine::id).containsExactly("deploy");
  }

  @Test
  void droneThatStandsStillBehindNginxForAMomentIsWaitedFor() throws Exception {
    try (Still drone = Still.process(bed().sandbox, "drone-server")) {
      Thread goesOn = drone.goOnAfter(Duration.ofSeconds(3));
      RunReport report = bed().bootstrap(BASIC);

      goesOn.join();
      assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DONE);
      assertThat(report.planned()).isZero();
    }
  }

  @Test
  void droneThatNginxSaysIsLateIsNotDeployed() throws Exception {
    byte[] file = hostBytes();
    try (Door door = Door.impatient(bed().sandbox, folder);
        Still drone = Still.process(bed().sandbox, "drone-server")) {
      Desired desired = bed().desiredWith(door.reach(), Map.of());
      Commands program = bed().program(desired, BASIC.withTimeout(Duration.ofSeconds(6)));
      for (RunReport report :
          List.of(program.bootstrap(), program.rotate(Rotation.CLIENT_SECRET), program.verify())) {
        assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(report.toString()).contains("answers 504 to /version");
        assertThat(steps(report)).isEmpty();
        assertThat(report.mutations()).isZero();
      }
    }
    assertThat(hostBytes()).isEqualTo(file);
    RunReport next = bed().bootstrap(BASIC);
    assertThat(next.exitCode()).as(next.toString()).isEqualTo(ExitCode.DONE);
    assertThat(next.planned()).isZero();
  }

  @Test
  void droneThatNginxSaysIsDownIsDeployed() {
    bed().sandbox.stopDrone();

    RunReport report = bed().bootstrap(BASIC);

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("deploy");
    assertThat(report.toString()).contains("answers 502 to /version");
  }

  private static void assertDeployFailed(RunReport report, String lastLine) {
    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.check()).isEqualTo("deploy.command");
    assertThat(problem.seen()).contains("it exited with 1", lastLine);
    assertThat(problem.next()).contains("gitea-drone bootstrap again: it continues here");
  }

  private void anotherRpcSecret() {
    bed().edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));
  }

  /** Puts another script in the place of the host's deploy command. */
  private void deployWith(String script) throws IOException {
    Path command = bed().sandbox.hostFolder().resolve("other-deploy");
    Files.writeString(command, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    Path config = bed().desired().source();
    Files.writeString(config, Files.readString(config).replace("[./deploy]", "[./other-deploy]"));
  }
}
