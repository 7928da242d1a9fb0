package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.FakeGitea;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole run on servers and files in memory. */
final class GiteaDroneTest {
  private final InMemoryServers world = new InMemoryServers();

  private RunReport bootstrap(Desired desired, RunOptions options) {
    return facade(desired, options).bootstrap();
  }

  private RunReport bootstrap(Desired desired) {
    return bootstrap(desired, RunOptions.DEFAULT);
  }

  private Commands facade(Desired desired, RunOptions options) {
    return RunOn.gateways(desired, options, InMemoryGateways.of(world));
  }

  private static Desired signUp() {
    return TestConfig.desired();
  }

  private Desired way(AdminCreation way) {
    if (way != AdminCreation.TOKEN) {
      return TestConfig.desired(way, Optional.empty());
    }
    Secret token = Secret.of("given");
    world.addUser("root", "root-password", true).tokens().put("given", token);
    return TestConfig.desired(AdminCreation.AUTO, Optional.of(token));
  }

  static Stream<AdminCreation> ways() {
    return Stream.of(
        AdminCreation.SIGN_UP, AdminCreation.CLI, AdminCreation.TOKEN, AdminCreation.AUTO);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void blankHostEndsVerifiedByEachWayToTheAdmin(AdminCreation way) {
    RunReport report = bootstrap(way(way));

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.checks()).allMatch(check -> check.status() == CheckResult.Status.PASSED);
    assertThat(report.checks()).hasSize(25);
    assertThat(world.apps()).hasSize(1);
    assertThat(world.user("my-admin").tokens()).hasSize(1);
    assertThat(world.hostFile().orElseThrow()).containsOnlyKeys(Variable.values());
    assertThat(world.live()).isEqualTo(world.hostFile().orElseThrow());
    assertThat(world.adminFile().orElseThrow().values())
        .containsOnlyKeys(
            AdminKey.USERNAME,
            AdminKey.PASSWORD,
            AdminKey.CREATED_BY,
            AdminKey.CREATED_APPS,
            AdminKey.TOKEN,
            AdminKey.TOKEN_NAME,
            AdminKey.DRONE_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void secondRunPlansNothingAndLeavesTheFiles(AdminCreation way) {
    Desired desired = way(way);
    bootstrap(desired);
    var admin = world.adminFile();
    var host = world.hostFile();

    RunReport again = bootstrap(desired);

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
    assertThat(world.adminFile()).isEqualTo(admin);
    assertThat(world.hostFile()).isEqualTo(host);
  }

  @Test
  void planOfABlankHostShowsTheFirstOpenStageExactly() {
    RunReport plan = facade(signUp(), RunOptions.DEFAULT).plan();

    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.stages().getFirst().plan().steps())
        .extracting(StepLine::id)
        .containsExactly("create-admin", "create-token");
    assertThat(plan.thens()).hasSize(2);
    assertThat(world.users()).isEmpty();
    assertThat(world.adminFile()).isEmpty();
  }

  @Test
  void secondRunNeedsNoPassword() {
    bootstrap(signUp());
    var record = world.adminFile().orElseThrow().without(AdminKey.PASSWORD);
    FakeFiles.admin(world).write(FakeFiles.admin(world).read().revision(), record);

    RunReport again = bootstrap(signUp());

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.count(CheckResult.Status.NOT_RUN)).isEqualTo(1);
  }

  @Test
  void redirectUriChangedByHandIsRepairedWithoutANewSecret() {
    bootstrap(signUp());
    Secret before = world.secretOf(world.apps().getFirst());
    world.editRedirect(world.apps().getFirst(), "http://127.0.0.1:9/login");

    RunReport report = bootstrap(signUp());

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(before);
    assertThat(world.apps().getFirst().app().redirectUris())
        .containsExactly("http://127.0.0.1:3030/login");
  }

  @Test
  void staleSecretInTheFileIsRefusedThenMintedWhenAllowed() {
    bootstrap(signUp());
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(Secret.of("stale")));

    RunReport refused = bootstrap(signUp());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().seen()).contains("running Drone has a valid one");
    assertThat(world.hostFile().orElseThrow())
        .containsEntry(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("stale"));

    RunReport allowed = bootstrap(signUp(), RunOptions.DEFAULT.withAllowRotate(true));
    assertThat(allowed.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.apps()).hasSize(1);
  }

  @Test
  void missingSecretIsMintedFreelyOnlyIfTheRunningDroneHoldsNone() {
    bootstrap(signUp());
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.empty());

    assertThat(bootstrap(signUp()).exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);

    world.live().clear();
    assertThat(bootstrap(signUp()).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.apps()).hasSize(1);
  }

  @Test
  void deletedAppIsRefusedThenCreatedAgainWhenAllowed() {
    bootstrap(signUp());
    world.apps().clear();

    assertThat(bootstrap(signUp()).exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(bootstrap(signUp(), RunOptions.DEFAULT.withAllowRotate(true)).exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(world.apps()).hasSize(1);
  }

  @Test
  void appOfTheSameNameForAnotherDroneIsLeftAlone() {
    world.addApp("my-admin", "Drone (127.0.0.1:3030)", "http://127.0.0.1:4040/login");
    Secret before = world.secretOf(world.apps().getFirst());

    assertThat(bootstrap(signUp()).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.apps()).hasSize(2);
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(before);
  }

  @Test
  void appOfAnotherOwnerIsAdoptedByProbe() {
    InMemoryServers.App app = world.addApp("somebody", "hand-made", "http://127.0.0.1:3030/login");
    world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.of(Secret.of(app.app().clientId())));
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(world.secretOf(app)));

    assertThat(bootstrap(signUp()).exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.apps()).containsExactly(app);
  }

  @Test
  void severalCandidatesStopTheRunAndAreListed() {
    bootstrap(signUp());
    world.addApp("my-admin", "twin", "http://127.0.0.1:3030/login");
    world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.empty());
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.empty());
    world.live().clear();

    RunReport report = bootstrap(signUp());

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().seen()).contains("twin");
    assertThat(world.apps()).hasSize(2);
  }

  @Test
  void applicationThatAnotherRunMayBeMakingGetsNoNewSecretUnasked() {
    bootstrap(signUp());
    InMemoryServers.App app = world.addApp("my-admin", "somebody's", "http://127.0.0.1:3030/login");
    world.apps().stream()
        .filter(ours -> ours != app)
        .findFirst()
        .ifPresent(ours -> new FakeGitea(world).apps().delete(token(), ours.app().id()));
    world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.empty());
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.empty());
    world.live().clear();
    Secret secret = world.secretOf(app);

    RunReport report = bootstrap(signUp());

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().next()).contains("git pull");
    assertThat(world.secretOf(world.apps().getFirst())).isEqualTo(secret);

    RunOptions allowed = RunOptions.DEFAULT.withAllowRotate(true);
    assertThat(bootstrap(signUp(), allowed).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.secretOf(world.apps().getFirst())).isNotEqualTo(secret);
  }

  @Test
  void applicationMadeByAnotherCloneIsNotTakenForTheOneThatAKilledRunWasAboutToMake() {
    for (Effects.Place place : Effects.Place.values()) {
      InMemoryServers alone = new InMemoryServers();
      killedAtTheApplication(alone, place);
      InMemoryServers.App theirs =
          alone.addApp("my-admin", "Drone (127.0.0.1:3030)", "http://127.0.0.1:3030/login");
      Secret secret = alone.secretOf(theirs);
      int apps = alone.apps().size();

      RunReport next = InMemory.on(alone).bootstrap();

      assertThat(next.exitCode()).as(place.name()).isEqualTo(ExitCode.CHANGES_PENDING);
      assertThat(next.problem().orElseThrow().next()).contains("git pull");
      assertThat(alone.secretOf(theirs)).isEqualTo(secret);
      assertThat(alone.apps()).hasSize(apps);
      assertThat(alone.adminFile().orElseThrow().createdApps()).isEmpty();
    }
  }

  @Test
  void applicationThatIsTakenOverWhenAllowedIsNotMarkedAsOurs() {
    killedAtTheApplication(world, Effects.Place.BEFORE);
    InMemoryServers.App theirs = world.addApp("my-admin", "theirs", "http://127.0.0.1:3030/login");

    RunReport report = bootstrap(signUp(), RunOptions.DEFAULT.withAllowRotate(true));

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.adminFile().orElseThrow().createdApps()).isEmpty();
    assertThat(theirs.app().name()).isEqualTo("theirs");
  }

  private static void killedAtTheApplication(InMemoryServers world, Effects.Place place) {
    Effects counted = Effects.counting();
    InMemory.on(new InMemoryServers(), counted).bootstrap();
    Effects dying = Effects.dyingAt(counted.seen().indexOf("Gitea.Apps.create"), place);
    assertThat(catchThrowable(() -> InMemory.on(world, dying).bootstrap()))
        .isInstanceOf(Effects.Death.class);
  }

  private Credential.Token token() {
    return new Credential.Token(world.adminFile().orElseThrow().get(AdminKey.TOKEN).orElseThrow());
  }

  @Test
  void frozenChangesNothing() {
    RunReport report = bootstrap(signUp(), RunOptions.DEFAULT.withFrozen(true));

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(world.users()).isEmpty();
    assertThat(world.adminFile()).isEmpty();
    assertThat(world.hostFile()).isEmpty();
  }

  @Test
  void withoutADeployCommandTheOperatorIsToldToDeploy() {
    Desired byHand = TestConfig.withoutDeploy(signUp());

    RunReport report = bootstrap(byHand);
    assertThat(report.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);

    world.live().putAll(world.hostFile().orElseThrow());
    assertThat(bootstrap(byHand).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void staleDroneIsDeployed() {
    bootstrap(signUp());
    world.live().put(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("old"));
    world.live().remove(Variable.DRONE_RPC_SECRET);

    RunReport report = bootstrap(signUp());

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.stages().get(2).plan().steps())
        .extracting(StepLine::id)
        .containsExactly("deploy");
  }

  @Test
  void takenUserNameIsNeverChanged() {
    Desired desired = way(AdminCreation.TOKEN);
    world.addUser("my-admin", "hers", false);

    RunReport report = bootstrap(desired);

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.problem().orElseThrow().seen()).contains("taken");
    assertThat(world.adminFile()).isEmpty();
  }

  @Test
  void wrongStoredPasswordStopsBeforeAnythingIsSent() {
    world.addUser("my-admin", "right", true);
    FakeFiles.admin(world)
        .write(
            FakeFiles.admin(world).read().revision(),
            new dev.giteadrone.model.secret.AdminRecord(
                java.util.Map.of(AdminKey.PASSWORD, Secret.of("wrong"))));

    RunReport report = bootstrap(signUp());

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(world.apps()).isEmpty();
    assertThat(List.copyOf(world.users().keySet())).containsExactly("my-admin");
  }
}
