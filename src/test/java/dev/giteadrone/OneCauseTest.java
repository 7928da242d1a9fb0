package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Breaks each check in turn: one cause is shown as one failure, whatever hangs on it. */
class OneCauseTest {
  private final InMemoryServers world = InMemory.wired();

  @Test
  void aHealthyPairHasNone() {
    assertThat(failed(verify())).isEmpty();
  }

  /** A Gitea that is down ends the run before any check, and what is read back is no check. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GITEA_READY", "SOPS_ENCRYPTED"})
  void oneBrokenCheckIsOneFailure(CheckId check) {
    breakIt(check);

    RunReport report = verify();

    assertThat(failed(report)).containsExactly(check);
    assertThat(report.exitCode())
        .isEqualTo(
            check == CheckId.DRONE_READY ? ExitCode.UNREACHABLE : ExitCode.VERIFICATION_FAILED);
    assertThat(report.checks())
        .filteredOn(each -> each.status() == Status.NOT_REACHED)
        .allMatch(each -> each.because().equals(Optional.of(check)));
    assertThat(report.checks()).extracting(CheckResult::check).doesNotHaveDuplicates();
  }

  @Test
  void aGiteaThatIsDownIsTheOnlyProblem() {
    world.user("my-admin").tokens().clear();
    world.showGitea(new GiteaState.NotReady("the connection is refused"));

    RunReport report = verify(RunOptions.DEFAULT.withTimeout(Duration.ofMillis(300)));

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(report.problem()).map(Problem::id).contains(ProblemId.GITEA_READY);
    assertThat(report.checks()).isEmpty();
  }

  @Test
  void aDeletedApplicationIsNotBlamedOnTheNetwork() {
    world.apps().clear();

    RunReport report = verify();

    assertThat(failed(report)).containsExactly(CheckId.OAUTH_APP);
    assertThat(because(report, CheckId.DRONE_CLIENT_SECRET)).contains(CheckId.OAUTH_APP);
  }

  @Test
  void aClosedSignUpIsNotBlamedOnTheDatabase() {
    world.breaks(CheckId.DRONE_LOGIN);
    world.editAdmin(record -> record.with(AdminKey.DRONE_TOKEN, Secret.of("of-another-database")));

    RunReport report = verify();

    assertThat(failed(report)).containsExactly(CheckId.DRONE_LOGIN);
    assertThat(because(report, CheckId.DRONE_ADMIN)).contains(CheckId.DRONE_LOGIN);
  }

  @Test
  void aMissingRunnerIsNotBlamedOnTheGrant() {
    world.breaks(CheckId.RUNNER_DOCKER);

    RunReport report = verify();

    assertThat(because(report, CheckId.STATUS_REPORTED)).contains(CheckId.RUNNER_DOCKER);
  }

  @Test
  void aRefusedPasswordLeavesWhatTheTokenProves() {
    world.breaks(CheckId.DRONE_LOGIN);

    RunReport report = verify();

    assertThat(failed(report)).containsExactly(CheckId.DRONE_LOGIN);
    assertThat(report.checks())
        .filteredOn(each -> each.status() == Status.PASSED)
        .extracting(CheckResult::check)
        .contains(CheckId.DRONE_ADMIN, CheckId.WEBHOOK_DELIVERED, CheckId.STATUS_REPORTED);
  }

  private void breakIt(CheckId check) {
    switch (check) {
      case SOPS_DECRYPTS -> world.loseHostFile();
      case GITEA_VERSION -> world.giteaVersion("1.19.4");
      case ADMIN_EXISTS ->
          world.editAdmin(record ->
              record
                  .with(AdminKey.TOKEN, Secret.of("deleted"))
                  .with(AdminKey.PASSWORD, Secret.of("another")));
      case ADMIN_IS_ADMIN -> world.user("my-admin").demote();
      case OAUTH_APP -> world.editRedirect(world.apps().getFirst(), "http://elsewhere/login");
      case OAUTH_SECRET -> world.rotateElsewhere(world.apps().getFirst());
      case SECRETS_COMPLETE -> world.edit(Variable.DRONE_RPC_SECRET, Optional.empty());
      case DRONE_READY -> world.show(new DroneInfo.Down("the connection is refused"));
      case DRONE_EDITION -> world.show(new DroneInfo.Running("1.10.1", true));
      case DRONE_CLIENT_ID -> world.live().put(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("old"));
      case DRONE_CLIENT_SECRET ->
          world.live().put(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("old"));
      case DRONE_REDIRECT_URI -> world.droneAt("http://elsewhere");
      case DRONE_RPC_SECRET -> world.live().put(Variable.DRONE_RPC_SECRET, Secret.of("old"));
      case WEBHOOK_CREATED -> world.deleteWebhooks(world.repositories().values().iterator().next());
      case SOPS_RECIPIENTS,
          GITEA_ROOT_URL,
          DRONE_LOGIN,
          DRONE_ADMIN,
          DRONE_SYNC,
          WEBHOOK_DELIVERED,
          RUNNER_DOCKER,
          RUNNER_EXEC,
          STATUS_REPORTED ->
          world.breaks(check);
      case DRONE_ACTIVATION -> world.deactivateCanary();
      case GITEA_READY, SOPS_ENCRYPTED -> throw new IllegalArgumentException(check.id());
    }
  }

  private RunReport verify() {
    return verify(RunOptions.DEFAULT);
  }

  private RunReport verify(RunOptions options) {
    return RunOn.at(
            Pace.DEFAULT.faster(100),
            TestConfig.desired(),
            options,
            (timeline, deadline) -> InMemoryGateways.of(world))
        .verify();
  }

  private static List<CheckId> failed(RunReport report) {
    return report.checks().stream()
        .filter(each -> each.status() == Status.FAILED)
        .map(CheckResult::check)
        .toList();
  }

  private static Optional<CheckId> because(RunReport report, CheckId check) {
    return report.checks().stream()
        .filter(each -> each.check() == check)
        .findFirst()
        .orElseThrow()
        .because();
  }
}
