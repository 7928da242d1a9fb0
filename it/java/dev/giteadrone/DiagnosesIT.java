package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of a pair that worked before: what is said on real servers. */
final class DiagnosesIT {
  private static final RunOptions LOGIN = RunOptions.DEFAULT.withLevel(Level.LOGIN);

  private static HostFixture bed;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void aStoppedRunnerIsNamedWithItsHost() {
    bed.sandbox.stopRunner(RunnerType.EXEC);

    OneFailure.of(quick().verify(), ExitCode.VERIFICATION_FAILED, CheckId.RUNNER_EXEC)
        .seen("nobody picked up build", "last time it was")
        .cause("that runner is stopped")
        .next("journalctl -u drone-runner-exec")
        .hides(CheckId.STATUS_REPORTED);
  }

  @Test
  void aStoppedRunnerAndAShortLimitNameTheLimit() {
    bed.sandbox.stopRunner(RunnerType.EXEC);
    RunOptions brief = RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(25));

    OneFailure failure =
        OneFailure.of(
                bed.program(bed.desired(), brief).verify(), ExitCode.UNREACHABLE, "run.timeout")
            .seen("time ran out after 25 s", "pending")
            .next("--timeout");

    assertThat(failure.problem().toString()).contains("runner").doesNotContain("Gitea");
  }

  @Test
  void aRunnerWithAnOlderRpcSecretIsNamed() {
    bed.sandbox.keepOverDeploys(RunnerType.EXEC);
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));
    bed.sandbox.deploy();

    OneFailure.of(quick().verify(), ExitCode.VERIFICATION_FAILED, CheckId.RUNNER_EXEC)
        .cause("has an older DRONE_RPC_SECRET", "cannot ping the remote server")
        .next("restarted after a new RPC secret")
        .hides(CheckId.STATUS_REPORTED);
  }

  @Test
  void anArchitectureThatNoRunnerHasIsNamedWithTheOneThatTheRunnerHas() {
    CanaryTarget canary = bed.desired().canary();
    String own = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    String other = own.equals("arm64") ? "amd64" : "arm64";
    Desired desired =
        DesiredBuilder.of(bed.desired())
            .canary(
                new CanaryTarget(canary.repository(), canary.image(), false, canary.pull(), other))
            .build();

    OneFailure.of(quick(desired).verify(), ExitCode.VERIFICATION_FAILED, CheckId.RUNNER_EXEC)
        .seen("waits for linux/" + other, "is linux/" + own)
        .cause("architecture that the runner does not have")
        .next("verify.canary.arch: " + own)
        .hides(CheckId.STATUS_REPORTED);
  }

  @Test
  void aDeletedApplicationIsTheOnlyFailure() {
    bed.gitea().apps().delete(bed.token(), onlyApp().id());

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.OAUTH_APP)
        .next("gitea-drone bootstrap")
        .hides(CheckId.DRONE_CLIENT_SECRET, CheckId.DRONE_LOGIN);
    for (RunReport refused : List.of(program().plan(), program().bootstrap())) {
      OneFailure.of(refused, ExitCode.CHANGES_PENDING, CheckId.OAUTH_SECRET)
          .seen("Gitea has no application with the file's client id")
          .next("--allow-rotate")
          .unchanged();
    }
  }

  @Test
  void aClientSecretThatWasRegeneratedOverTheApiIsARefusal() {
    bed.gitea().apps().mintSecret(bed.token(), onlyApp());

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.OAUTH_SECRET)
        .cause("somebody edited the file, or created a new secret of the application")
        .next("--allow-rotate");
    OneFailure.of(program().plan(), ExitCode.CHANGES_PENDING, CheckId.OAUTH_SECRET).unchanged();
    OneFailure refused =
        OneFailure.of(program().bootstrap(), ExitCode.CHANGES_PENDING, CheckId.OAUTH_SECRET)
            .next("--allow-rotate")
            .unchanged();
    assertThat(refused.problem().summary()).doesNotContain("pending");
  }

  @Test
  void aPasswordThatWasChangedByHandIsSaidInGiteasOwnWords() {
    Credential.Basic before = bed.basic();
    bed.gitea().users().setPassword(before, before.username(), Secret.of("Changed-by-hand-1"));

    OneFailure failure =
        OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_LOGIN)
            .cause("the stored password of " + before.username())
            .next("with sops");
    assertThat(failure.problem().seen()).contains("incorrect").doesNotContain("security key");
    OneFailure.of(program().plan(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_LOGIN)
        .next("sops edit")
        .unchanged();
  }

  @Test
  void anotherNameOfTheSameGiteaIsNotItsRootUrl() {
    URI root = bed.sandbox.giteaUrl();
    URI other = URI.create("http://localhost:" + root.getPort());
    Desired desired = DesiredBuilder.of(bed.desired()).giteaUrl(other).build();

    OneFailure.of(
            bed.program(desired, LOGIN).plan(),
            ExitCode.VERIFICATION_FAILED,
            CheckId.GITEA_ROOT_URL)
        .seen(root.toString())
        .next("ROOT_URL")
        .unchanged();
  }

  @Test
  void aCanaryOfSomebodyElseIsNotTouched() {
    bed.giteaApi(bed.basic())
        .patch(
            "/api/v1/repos/" + bed.basic().username() + "/" + bed.desired().canary().repository(),
            "{\"description\": \"my own experiments\"}");

    OneFailure.of(
            bed.program(bed.desired(), RunOptions.DEFAULT).verify(),
            ExitCode.VERIFICATION_FAILED,
            CheckId.DRONE_SYNC)
        .next("verify.canary.repository");
    OneFailure.of(program().plan(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_SYNC).unchanged();
  }

  private static RunReport verify() {
    return program().verify();
  }

  private static Commands program() {
    return bed.program(bed.desired(), LOGIN);
  }

  private static Commands quick() {
    return quick(bed.desired());
  }

  private static Commands quick(Desired desired) {
    return Commands.of(
        desired,
        RunOptions.DEFAULT.withCaCertificate(Optional.empty()),
        Progress.SILENT,
        new QuickConnections(bed.environment()));
  }

  private static OAuthApp onlyApp() {
    return bed.gitea().apps().all(bed.token()).getFirst();
  }
}
