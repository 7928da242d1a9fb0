package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.Builds;
import dev.giteadrone.HostFixture;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One sandbox with everything in it, as an operator and the tests of others use it. */
final class SandboxIT {
  private static HostFixture wired;
  private static Builds builds;
  private static Sandbox sandbox;

  @BeforeAll
  static void startAndWire() throws Exception {
    wired = HostFixture.wired(SandboxOptions.blank());
    builds = wired.builds();
    sandbox = wired.sandbox;
  }

  @AfterAll
  static void stop() {
    Path folder = sandbox.description().folder();
    List<URI> urls = new ArrayList<>(sandbox.droneUrls());
    urls.add(sandbox.giteaUrl());

    wired.close();

    assertThat(Leftovers.processes(folder)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
    assertThat(Leftovers.controlGroups(ProcessHandle.current().pid())).isEmpty();
    assertThat(urls).noneMatch(Leftovers::answers);
    assertThat(folder).doesNotExist();
  }

  @Test
  void everyPartRunsAndIsDescribed() {
    SandboxDescription description = sandbox.description();

    assertThat(description.giteaVersion()).startsWith("1.");
    assertThat(description.droneVersion()).isNotEmpty();
    assertThat(description.runners())
        .extracting(RunnerFact::type)
        .containsExactlyInAnyOrder(RunnerType.DOCKER, RunnerType.EXEC);
    assertThat(description.runners()).allMatch(RunnerFact::running);
    assertThat(description.runners())
        .filteredOn(runner -> runner.type() == RunnerType.EXEC)
        .allMatch(runner -> runner.standIn() == Tools.find("drone-runner-exec").isEmpty());
    assertThat(description.logs()).isDirectoryContaining("glob:**/gitea.log");
  }

  @Test
  void bothRunnersBuildAPush() throws Exception {
    String pipelines =
        """
        kind: pipeline
        type: docker
        name: docker
        clone: { disable: true }
        steps:
          - name: inside
            image: busybox
            pull: never
            commands: [hostname, "test -x /bin/busybox"]
        ---
        kind: pipeline
        type: exec
        name: exec
        steps:
          - name: cloned
            commands: ["test -f .drone.yml", "echo building $DRONE_COMMIT"]
        """;

    long number = builds.push("both", pipelines);
    var build = builds.awaitEnd("both", number);

    assertThat(build.stages()).allSatisfy(stage -> assertThat(stage.status()).isEqualTo("success"));
    assertThat(build.stage("docker").orElseThrow().machine()).isEqualTo("drone-runner-docker");
    assertThat(build.stage("exec").orElseThrow().machine()).startsWith("drone-runner-exec");
    assertThat(builds.log("both", number, 2, 2)).contains("building " + build.commit());
  }

  @Test
  void theDeployScriptRestartsDroneAndTheRunnersWhoeverCallsItHoweverOften() throws Exception {
    List<Process> deploys = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ProcessBuilder builder =
          new ProcessBuilder("./deploy")
              .directory(sandbox.hostFolder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().remove("SOPS_AGE_KEY_FILE");
      deploys.add(builder.start());
    }

    for (Process deploy : deploys) {
      assertThat(deploy.waitFor()).isZero();
    }
    assertThat(sandbox.description().runners()).allMatch(RunnerFact::running);
    assertThat(wired.drone().accounts().find(builds.token())).isPresent();
  }

  @Test
  void aDeployFailsWhereTheHostCannotDecrypt() throws Exception {
    Path secrets = sandbox.hostFolder().resolve(".secrets/drone.yaml");
    Path rules = sandbox.hostFolder().resolve(".sops.yaml");
    byte[] before = Files.readAllBytes(secrets);
    String rulesBefore = Files.readString(rules);
    String live = Files.readString(sandbox.environmentFile(0));
    try {
      Files.writeString(rules, rulesBefore.replaceAll(",age1[0-9a-z]+", ""));
      Files.delete(secrets);
      encrypt("drone: |\n  A=b\n");

      assertThatThrownBy(sandbox::deploy)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("cannot be decrypted with the host's key");
      assertThat(Files.readString(sandbox.environmentFile(0))).isEqualTo(live);
    } finally {
      Files.writeString(rules, rulesBefore);
      Files.write(secrets, before);
    }
  }

  @Test
  void theSecretsAreForTheOwnersEyesOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(sandbox.environmentFile(0))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(sandbox.operatorKeyFile())).hasSize(2);
    assertThat(Files.readString(sandbox.hostFolder().resolve(".secrets/drone.yaml")))
        .contains("ENC[")
        .doesNotContain("DRONE_RPC_SECRET");
  }

  @Test
  void aSnapshotBringsBackServersAndFilesOnTheSamePorts() throws Exception {
    wired.gitea().repositories().create(builds.owner(), "before", "");
    Path config = sandbox.configFile();
    String text = Files.readString(config);

    Snapshot snapshot = sandbox.snapshot();
    wired.gitea().repositories().create(builds.owner(), "after", "");
    Files.writeString(config, "changed");
    sandbox.stopRunner(RunnerType.EXEC);
    sandbox.restore(snapshot);

    assertThat(wired.gitea().repositories().find(builds.owner(), builds.ownerName(), "before"))
        .isPresent();
    assertThat(wired.gitea().repositories().find(builds.owner(), builds.ownerName(), "after"))
        .isEmpty();
    assertThat(wired.drone().accounts().find(builds.token())).isPresent();
    assertThat(Files.readString(config)).isEqualTo(text);
    assertThat(sandbox.description().runners()).allMatch(RunnerFact::running);
  }

  @Test
  void giteasCommandLineRunsAsTheRightUser() throws Exception {
    List<String> command = new ArrayList<>(sandbox.giteaCli());
    command.addAll(List.of("admin", "user", "list"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(builds.ownerName());
  }

  @Test
  void serversStopAndStartOnTheirOwn() {
    sandbox.stopGitea();
    assertThat(Leftovers.answers(sandbox.giteaUrl())).isFalse();
    sandbox.startGitea();
    assertThat(Leftovers.answers(sandbox.giteaUrl())).isTrue();

    sandbox.stopDrone();
    assertThat(Leftovers.answers(sandbox.droneUrl())).isFalse();
    sandbox.startDrone();
    assertThat(Leftovers.answers(sandbox.droneUrl())).isTrue();
  }

  @Test
  void theOperatorsEnvironmentHasTheKeyAndSops() {
    Map<String, String> environment = sandbox.environment();

    assertThat(environment)
        .containsEntry("SOPS_AGE_KEY_FILE", sandbox.operatorKeyFile().toString());
    assertThat(Path.of(environment.getOrDefault("PATH", "").split(":", -1)[0]).resolve("sops"))
        .isExecutable();
  }

  @Test
  void aRunnerThatIsNotThereIsSaid() throws Exception {
    try (Sandbox small =
        Sandbox.start(
            SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)).withDrones(2),
            Progress.SILENT)) {
      assertThatThrownBy(() -> small.stopRunner(RunnerType.DOCKER))
          .isInstanceOf(Failure.class)
          .extracting(e -> ((Failure) e).exitCode())
          .isEqualTo(ExitCode.USAGE);
      // Blank: there is nothing yet with which a runner could start.
      assertThat(small.description().runners()).hasSize(2).noneMatch(RunnerFact::running);
      assertThat(small.droneUrls()).hasSize(2).allMatch(Leftovers::answers);
      assertThat(small.hostFolder(1)).isNotEqualTo(small.hostFolder(0));
      assertThat(small.hostFolder().resolve(".secrets")).doesNotExist();
      assertThat(Files.readString(small.configFile(1)))
          .contains(small.droneUrls().get(1).toString());
    }
  }

  /** Encrypts the secrets file with sops, as the operator does. */
  private static void encrypt(String yaml) {
    String file = ".secrets/drone.yaml";
    Subprocess.Result encrypted =
        wired.run(
            List.of(wired.sops(), "encrypt", "--filename-override", file, "--output", file),
            yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(encrypted.exitCode()).as(encrypted.stderr()).isZero();
  }
}
