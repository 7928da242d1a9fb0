package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check that runs on the host itself, where nobody's credentials are. */
final class OnHostIT {
  private static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  private static HostFixture bed;
  @TempDir private Path store;

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  /** The host has the ciphertext, as the Nix store has it, and a configuration beside it. */
  @BeforeEach
  void copyWhatTheHostHas() throws Exception {
    Path file = bed.desired().secrets().host().file();
    Files.createDirectory(store.resolve(".secrets"));
    Files.copy(file, store.resolve(".secrets").resolve(file.getFileName()));
    Files.copy(bed.desired().source(), store.resolve("gitea-drone.yaml"));
  }

  @Test
  void withoutAKeyWhatNeedsNoneIsChecked() {
    Map<CheckId, Status> seen = verify(keyless());

    assertThat(seen)
        .containsEntry(CheckId.SOPS_DECRYPTS, Status.NOT_RUN)
        .containsEntry(CheckId.GITEA_READY, Status.PASSED)
        .containsEntry(CheckId.ADMIN_EXISTS, Status.NOT_RUN)
        .containsEntry(CheckId.DRONE_EDITION, Status.PASSED)
        .containsEntry(CheckId.DRONE_CLIENT_ID, Status.PASSED)
        .containsEntry(CheckId.DRONE_CLIENT_SECRET, Status.PASSED)
        .containsEntry(CheckId.DRONE_REDIRECT_URI, Status.PASSED)
        .containsEntry(CheckId.DRONE_RPC_SECRET, Status.NOT_RUN);
  }

  @Test
  void withTheHostsKeyTheRunningDroneIsComparedWithTheFile() {
    assertThat(verify(hostKey()))
        .containsEntry(CheckId.SOPS_DECRYPTS, Status.PASSED)
        .containsEntry(CheckId.OAUTH_SECRET, Status.PASSED)
        .containsEntry(CheckId.DRONE_CLIENT_ID, Status.PASSED)
        .containsEntry(CheckId.DRONE_RPC_SECRET, Status.PASSED);
  }

  @Test
  void aFileThatTheRunningDroneDoesNotHaveFails() throws Exception {
    Path file = bed.desired().secrets().host().file();
    byte[] before = Files.readAllBytes(file);
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));
    Files.write(store.resolve(".secrets").resolve(file.getFileName()), Files.readAllBytes(file));
    Files.write(file, before);

    RunReport report = program(hostKey()).verifyOnHost();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(report.checks())
        .filteredOn(check -> check.status() == Status.FAILED)
        .extracting(CheckResult::check)
        .containsExactly(CheckId.DRONE_RPC_SECRET);
  }

  @Test
  void theOrdinaryCheckWithoutAKeyIsAFailure() {
    assertThat(program(keyless()).verify().exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
  }

  private Map<CheckId, Status> verify(Map<String, String> environment) {
    RunReport report = program(environment).verifyOnHost();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.mutations()).isZero();
    return report.checks().stream()
        .collect(Collectors.toMap(CheckResult::check, CheckResult::status));
  }

  private Commands program(Map<String, String> environment) {
    return Commands.of(
        ConfigFile.load(store.resolve("gitea-drone.yaml"), Map.of()),
        BASIC,
        Progress.SILENT,
        environment);
  }

  private Map<String, String> keyless() {
    Map<String, String> environment = new HashMap<>(bed.environment());
    environment.remove("SOPS_AGE_KEY_FILE");
    environment.put("HOME", store.toString());
    return environment;
  }

  private Map<String, String> hostKey() {
    Map<String, String> environment = keyless();
    environment.put(
        "SOPS_AGE_KEY_FILE", bed.sandbox.operatorKeyFile().resolveSibling("host.txt").toString());
    return environment;
  }
}
