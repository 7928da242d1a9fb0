package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.fakes.TypedCodes;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator with a second factor, and somebody who types its code; in memory. */
final class SecondFactorTest {
  private static final String CODE = InMemoryServers.CODE.reveal();
  private static final String WRONG = "000000";

  private final InMemoryServers world = new InMemoryServers();

  private Commands asking(TypedCodes codes) {
    return RunOn.gateways(
        TestConfig.desired(AdminCreation.AUTO, Optional.empty()),
        RunOptions.DEFAULT,
        InMemoryGateways.asking(world, codes));
  }

  private InMemoryServers.User admin() {
    return world.user("my-admin");
  }

  private AdminRecord file() {
    return world.adminFile().orElseThrow();
  }

  @BeforeEach
  void anAdministratorThatEnrolsAfterTheFirstRun() {
    assertThat(asking(new TypedCodes()).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    admin().secondFactor(true);
  }

  @Test
  void aDeadTokenIsReplacedWithOneCode() {
    admin().tokens().clear();
    TypedCodes codes = new TypedCodes(CODE);
    assertThat(asking(codes).plan().stages().getFirst().plan().steps())
        .extracting(StepLine::id)
        .containsExactly("create-token");
    assertThat(codes.questions()).as("a plan asks nothing").isEmpty();

    RunReport report = asking(codes).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(codes.questions()).containsExactly("my-admin");
    assertThat(admin().tokens()).hasSize(1).containsValue(file().get(AdminKey.TOKEN).orElseThrow());
    assertThat(asking(new TypedCodes()).bootstrap().planned()).isZero();
  }

  @Test
  void aRotatedTokenNeedsACodeToo() {
    Secret before = file().get(AdminKey.TOKEN).orElseThrow();
    TypedCodes codes = new TypedCodes(CODE);

    RunReport report = asking(codes).rotate(Rotation.ADMIN_TOKEN);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(codes.questions()).as("the old token goes with the same code").hasSize(1);
    assertThat(admin().tokens()).hasSize(1).doesNotContainValue(before);
  }

  @Test
  void aPasswordIsRotatedWithACode() {
    TypedCodes codes = new TypedCodes(CODE);

    RunReport report = asking(codes).rotate(Rotation.ADMIN_PASSWORD);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(codes.questions()).hasSize(1);
    assertThat(file().get(AdminKey.PASSWORD)).contains(admin().password());
    assertThat(file().get(AdminKey.NEXT_PASSWORD)).isEmpty();
  }

  @Test
  void aWrongCodeIsAskedForAgain() {
    TypedCodes codes = new TypedCodes(WRONG, WRONG, CODE);

    RunReport report = asking(codes).rotate(Rotation.ADMIN_TOKEN);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(codes.questions()).containsExactly("my-admin", "my-admin again", "my-admin again");
  }

  @Test
  void afterThreeWrongCodesAllIsAsBefore() {
    AdminRecord before = file();
    TypedCodes codes = new TypedCodes(WRONG, WRONG, WRONG, CODE);

    RunReport report = asking(codes).rotate(Rotation.ADMIN_TOKEN);

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.problem().orElseThrow().seen()).contains("second factor");
    assertThat(codes.questions()).hasSize(3);
    assertThat(file()).isEqualTo(before);
    assertThat(admin().tokens()).hasSize(1);
  }

  @Test
  void whoeverGivesNoCodeGetsTheAnswerOfARunWithoutATerminal() {
    admin().tokens().clear();
    AdminRecord before = file();

    RunReport report = asking(new TypedCodes()).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.problem().orElseThrow().seen()).contains("second factor");
    assertThat(file()).isEqualTo(before);
  }
}
