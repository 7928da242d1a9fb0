package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.Effects.Place;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Dies before and after every effect of a run, in memory, and demands that the next run converges.
 */
final class CrashMatrixTest {

  private enum Story {
    SIGN_UP(AdminCreation.AUTO),
    CLI(AdminCreation.CLI),
    TOKEN(AdminCreation.TOKEN),
    REPAIR(AdminCreation.AUTO),
    ALLOWED_ROTATION(AdminCreation.AUTO),
    CLIENT_SECRET(AdminCreation.AUTO),
    RPC_SECRET(AdminCreation.AUTO),
    ADMIN_PASSWORD(AdminCreation.AUTO),
    ADMIN_TOKEN(AdminCreation.AUTO);

    final AdminCreation way;

    Story(AdminCreation way) {
      this.way = way;
    }

    /** The world this story starts in. */
    InMemoryServers start() {
      InMemoryServers world = new InMemoryServers();
      if (way == AdminCreation.TOKEN) {
        world.addUser("root", "root-password", true).tokens().put("given", Secret.of("given"));
      }
      if (wired()) {
        facade(world, Effects.counting()).bootstrap();
      }
      if (this == REPAIR) {
        world.editRedirect(world.apps().getFirst(), "http://127.0.0.1:9/login");
        world.live().clear();
      }
      if (this == ALLOWED_ROTATION) {
        world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(Secret.of("stale")));
      }
      return world;
    }

    private boolean wired() {
      return switch (this) {
        case SIGN_UP, CLI, TOKEN -> false;
        case REPAIR, ALLOWED_ROTATION, CLIENT_SECRET, RPC_SECRET, ADMIN_PASSWORD, ADMIN_TOKEN ->
            true;
      };
    }

    /** What dies. */
    RunReport run(InMemoryServers world, Effects effects) {
      Commands facade = facade(world, effects);
      return switch (this) {
        case CLIENT_SECRET, RPC_SECRET, ADMIN_PASSWORD, ADMIN_TOKEN ->
            facade.rotate(Rotation.valueOf(name()));
        default -> facade.bootstrap();
      };
    }

    /** What comes after. */
    RunReport next(InMemoryServers world, Effects effects) {
      return facade(world, effects).bootstrap();
    }

    private Commands facade(InMemoryServers world, Effects effects) {
      Desired desired =
          TestConfig.desired(
              way, way == AdminCreation.TOKEN ? Optional.of(Secret.of("given")) : Optional.empty());
      RunOptions options = RunOptions.DEFAULT.withAllowRotate(this == ALLOWED_ROTATION);
      return RunOn.gateways(desired, options, InMemory.gateways(world, effects));
    }
  }

  private int converged;

  @TestFactory
  List<DynamicTest> nextRunConvergesWhereverTheLastOneDied() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Story story : Story.values()) {
      Effects counted = Effects.counting();
      RunReport whole = story.run(story.start(), counted);
      assertThat(whole.exitCode()).as(story.name()).isEqualTo(ExitCode.DONE);
      for (int number = 0; number < counted.seen().size(); number++) {
        for (Place place : Place.values()) {
          int at = number;
          tests.add(
              DynamicTest.dynamicTest(
                  story + " " + number + " " + counted.seen().get(number) + " " + place,
                  () -> dieAndConverge(story, at, place)));
        }
      }
    }
    int deaths = tests.size();
    tests.add(
        DynamicTest.dynamicTest(
            "all converge",
            () -> {
              System.out.println(
                  "crash matrix, in memory: " + deaths + " deaths, " + converged + " converged");
              assertThat(converged).isEqualTo(deaths);
            }));
    return tests;
  }

  private void dieAndConverge(Story story, int number, Place place) {
    InMemoryServers world = story.start();
    assertThat(catchThrowable(() -> story.run(world, Effects.dyingAt(number, place))))
        .isInstanceOf(Effects.Death.class);

    RunReport next = story.next(world, Effects.counting());

    assertThat(next.problem()).isEmpty();
    assertThat(next.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(next.checks()).allMatch(check -> check.status() == CheckResult.Status.PASSED);
    assertThat(world.apps()).hasSize(1);
    assertThat(world.apps().getFirst().app().name()).isEqualTo("Drone (127.0.0.1:3030)");
    assertThat(world.users().values().stream().filter(user -> user.tokens().size() > 0))
        .allSatisfy(user -> assertThat(user.tokens()).hasSize(1));
    assertThat(world.hostFile().orElseThrow()).containsOnlyKeys(Variable.values());
    assertThat(world.adminFile().orElseThrow().values().keySet())
        .doesNotContain(
            AdminKey.PENDING_ADMIN,
            AdminKey.PENDING_TOKENS,
            AdminKey.PENDING_APP,
            AdminKey.PENDING_ROTATION,
            AdminKey.NEXT_PASSWORD)
        .contains(AdminKey.CREATED_BY, AdminKey.PASSWORD, AdminKey.TOKEN);
    Effects again = Effects.counting();
    assertThat(story.next(world, again).planned()).isZero();
    converged++;
  }
}
