package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Removing what is ours, and only that, in memory. */
final class DestroyTest {
  private final InMemoryServers world = InMemory.wired();

  private RunReport destroy() {
    return InMemory.on(world).destroy(false);
  }

  @Test
  void removesWhatIsOursAndKeepsTheUserWithItsPassword() {
    RunReport report = destroy();

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.count(Change.DELETED)).isEqualTo(6);
    assertThat(world.apps()).isEmpty();
    assertThat(world.repositories()).isEmpty();
    assertThat(world.user("my-admin").tokens()).isEmpty();
    assertThat(world.hostFile().orElseThrow()).containsOnlyKeys(Variable.DRONE_RPC_SECRET);
    assertThat(world.adminFile().orElseThrow().values())
        .containsOnlyKeys(AdminKey.USERNAME, AdminKey.PASSWORD, AdminKey.CREATED_BY);
    assertThat(report.stages().getFirst().plan().warnings())
        .anySatisfy(warning ->
            assertThat(warning)
                .contains("my-admin is kept")
                .contains("password stays in gitea-admin.yaml"));
  }

  @Test
  void secondTimeDoesNothing() {
    destroy();

    RunReport again = destroy();

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
    assertThat(again.mutations()).isZero();
  }

  @Test
  void bootstrapAfterItWorksAgain() {
    destroy();

    assertThat(InMemory.on(world).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.apps()).hasSize(1);
    assertThat(world.users()).hasSize(1);
  }

  @Test
  void dryRunShowsAllAndChangesNothing() {
    Effects effects = Effects.counting();

    RunReport report = InMemory.on(world, effects).destroy(true);

    assertThat(effects.seen()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.stages().getFirst().plan().steps())
        .extracting(StepLine::id)
        .containsExactly(
            "deactivate-canary",
            "delete-canary",
            "delete-app",
            "remove-client",
            "delete-tokens",
            "forget-keys");
  }

  @Test
  void adoptedAndForeignApplicationsTokensAndRepositoriesStay() {
    InMemoryServers.App same =
        world.addApp("my-admin", "Drone (127.0.0.1:3030)", "http://other/login");
    InMemoryServers.App other = world.addApp("somebody", "hers", InMemoryServers.DRONE + "/login");
    world.user("my-admin").tokens().put("by-hand", Secret.of("by-hand"));
    Repository work = world.addActivated("my-admin", "work", InMemoryServers.DRONE);

    RunReport report = destroy();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.apps()).containsExactly(same, other);
    assertThat(world.user("my-admin").tokens()).containsOnlyKeys("by-hand");
    assertThat(world.repositories()).containsOnlyKeys(work.slug());
  }

  @Test
  void tokensOfThisDroneThatTheFileDoesNotNameAreToldAndGoWhenAskedFor() {
    Secret some = Secret.of("some");
    String stray = "gitea-drone-127.0.0.1_3030-0badcafe";
    List<String> others =
        List.of("gitea-drone-other.my-domain.tld-0badcafe", "gitea-drone-7f3a91c2", "by-hand");
    world.user("my-admin").tokens().put(stray, some);
    others.forEach(name -> world.user("my-admin").tokens().put(name, some));

    RunReport shown = InMemory.on(world).destroy(true);
    assertThat(shown.stages().getFirst().plan().warnings())
        .anyMatch(warning -> warning.contains(stray) && warning.contains("--all-tokens"))
        .anyMatch(warning -> warning.contains("gitea-drone-7f3a91c2"))
        .noneMatch(warning -> warning.contains("other.my-domain.tld"));
    RunReport report = InMemory.on(world).destroy(false, true);

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.user("my-admin").tokens()).containsOnlyKeys(others.toArray(String[]::new));
    assertThat(InMemory.on(world).destroy(false, true).planned()).isZero();
  }

  @Test
  void applicationThatWasOnlyAdoptedStaysWithItsVariables() {
    AdminRecord record = world.adminFile().orElseThrow().without(AdminKey.CREATED_APPS);
    FakeFiles.admin(world).write(FakeFiles.admin(world).read().revision(), record);
    Map<Variable, Secret> before = world.hostFile().orElseThrow();

    assertThat(destroy().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(world.apps()).hasSize(1);
    assertThat(world.hostFile().orElseThrow()).isEqualTo(before);
  }

  @Test
  void repositoryOfTheCanarysNameWithoutOurMarkStays() {
    InMemoryServers other = new InMemoryServers();
    InMemory.on(other).bootstrap();
    other.repositories().clear();
    Repository hers = other.addActivated("my-admin", "gitea-drone-canary", InMemoryServers.DRONE);

    RunReport report = InMemory.on(other).destroy(false);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(other.repositories()).containsOnlyKeys(hers.slug());
    assertThat(report.stages().getFirst().plan().warnings())
        .anyMatch(warning -> warning.contains("was not created by this program"));
  }

  @Test
  void withoutThePasswordTheTokenStaysKnownAndIsRefusedWithAWayOut() {
    AdminRecord record = world.adminFile().orElseThrow().without(AdminKey.PASSWORD);
    FakeFiles.admin(world).write(FakeFiles.admin(world).read().revision(), record);

    RunReport report = destroy();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.stages().getFirst().plan().refusals().getFirst().problem().next())
        .contains("sops edit");
    assertThat(world.apps()).isEmpty();
    assertThat(world.user("my-admin").tokens()).hasSize(1);
    assertThat(world.adminFile().orElseThrow().values())
        .containsKeys(AdminKey.TOKEN, AdminKey.TOKEN_NAME);
  }

  @Test
  void withoutCredentialsNothingIsGuessed() {
    FakeFiles.admin(world).write(FakeFiles.admin(world).read().revision(), AdminRecord.EMPTY);

    RunReport report = destroy();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(world.apps()).hasSize(1);
  }

  @TestFactory
  Stream<DynamicTest> nextRunFinishesWhereverTheLastOneDied() {
    return InMemory.deaths(
        InMemory.wired(),
        program -> program.destroy(false),
        effects -> {
          InMemoryServers dying = InMemory.wired();
          assertThat(catchThrowable(() -> InMemory.on(dying, effects).destroy(false)))
              .isInstanceOf(Effects.Death.class);

          RunReport next = InMemory.on(dying).destroy(false);

          assertThat(next.problem()).isEqualTo(Optional.empty());
          assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
          assertThat(dying.apps()).isEmpty();
          assertThat(dying.repositories()).isEmpty();
          assertThat(dying.users()).containsOnlyKeys("my-admin");
          assertThat(dying.user("my-admin").tokens()).isEmpty();
          assertThat(dying.hostFile().orElseThrow()).containsOnlyKeys(Variable.DRONE_RPC_SECRET);
          assertThat(dying.adminFile().orElseThrow().values())
              .containsOnlyKeys(AdminKey.USERNAME, AdminKey.PASSWORD, AdminKey.CREATED_BY);
        });
  }
}
