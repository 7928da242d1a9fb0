package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Gitea refuses leaves nothing pending, and is not tried again and again; in memory. */
final class AccessRefusalsTest {
  private final InMemoryServers world = new InMemoryServers();

  private Commands program(AdminCreation way, Optional<Secret> givenToken) {
    return RunOn.gateways(
        TestConfig.desired(way, givenToken), RunOptions.DEFAULT, InMemoryGateways.of(world));
  }

  private Commands cli() {
    return program(AdminCreation.CLI, Optional.empty());
  }

  private Commands signUp() {
    return program(AdminCreation.AUTO, Optional.empty());
  }

  private AdminRecord file() {
    return world.adminFile().orElseThrow();
  }

  private void edit(AdminRecord record) {
    FakeFiles.admin(world).write(FakeFiles.admin(world).read().revision(), record);
  }

  private InMemoryServers.User admin() {
    return world.user("my-admin");
  }

  private void wired() {
    assertThat(cli().bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
  }

  private static List<StepLine> steps(RunReport report) {
    return report.stages().getFirst().plan().steps();
  }

  private static List<Change> changes(RunReport report) {
    return report.stages().getFirst().results().stream().map(StepResult::change).toList();
  }

  private static void refused(RunReport report, String seen) {
    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.problem().orElseThrow().seen()).contains(seen);
  }

  @Test
  void aClosedSignUpPageIsSeenBeforeAnythingIsPromisedOrWritten() {
    world.closeRegistration(true);

    RunReport plan = signUp().plan();
    assertThat(plan.planned()).isZero();
    assertThat(plan.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    RunReport run = signUp().bootstrap();

    refused(run, "registration is disabled");
    assertThat(run.problem().orElseThrow().next()).contains("gitea.admin.cli");
    assertThat(world.adminFile()).isEmpty();
    assertThat(cli().bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @EnumSource(names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
  void whatTheSignUpFormDoesNotAllowIsAMatterOfTheConfiguration(SignUp.Field field) {
    world.refuseInSignUp(field);

    RunReport run = signUp().bootstrap();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.problem().orElseThrow().seen()).isEqualTo("Das geht nicht.");
    assertThat(world.users()).isEmpty();
    assertThat(world.adminFile().flatMap(file -> file.get(AdminKey.PENDING_ADMIN))).isEmpty();
  }

  @Test
  void aSignUpFormThatDoesNotSayWhatIsWrongAsksForAnotherWay() {
    world.refuseInSignUp(SignUp.Field.UNKNOWN);

    RunReport run = signUp().bootstrap();

    refused(run, "Das geht nicht.");
    assertThat(run.problem().orElseThrow().next()).contains("gitea.admin.cli");
  }

  @Test
  void aSignUpThatAnEarlierVersionLeftPendingYieldsToAWayThatIsGiven() {
    edit(
        AdminRecord.EMPTY
            .with(AdminKey.USERNAME, "my-admin")
            .with(AdminKey.PASSWORD, "never-accepted")
            .with(AdminKey.PENDING_ADMIN, "sign-up"));
    world.closeRegistration(true);

    refused(signUp().bootstrap(), "registration is disabled");
    RunReport run = cli().bootstrap();

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(run).getFirst().text())
        .doesNotContain("interrupted")
        .doesNotContain("resumed");
    assertThat(file().get(AdminKey.PENDING_ADMIN)).isEmpty();
  }

  @Test
  void aSignUpLeftPendingDoesNotMakeSomebodyElsesUserOurs() {
    edit(
        AdminRecord.EMPTY
            .with(AdminKey.PASSWORD, "never-accepted")
            .with(AdminKey.PENDING_ADMIN, "sign-up"));
    world.addUser("my-admin", "hers", true);

    refused(cli().bootstrap(), "the user name is taken");

    assertThat(admin().password()).isEqualTo(Secret.of("hers"));
  }

  @Test
  void aRefusedPasswordRotationLeavesTheFileAndIsNotMadeUpForLater() {
    wired();
    admin().secondFactor(true);
    AdminRecord before = file();

    RunReport refused = cli().rotate(Rotation.ADMIN_PASSWORD);

    refused(refused, "second factor");
    assertThat(refused.problem().orElseThrow().next())
        .contains("GITEA_TOKEN")
        .contains("gitea.admin.cli");
    assertThat(file()).isEqualTo(before);
    admin().secondFactor(false);
    assertThat(cli().bootstrap().planned()).isZero();
    assertThat(file()).isEqualTo(before);
  }

  @Test
  void withASecondFactorAnAdministratorsTokenRotatesThePassword() {
    wired();
    admin().secondFactor(true);
    Secret given = Secret.of("given");
    world.addUser("root", "root-password", true).tokens().put("given", given);
    Secret before = file().get(AdminKey.PASSWORD).orElseThrow();

    RunReport report =
        program(AdminCreation.CLI, Optional.of(given)).rotate(Rotation.ADMIN_PASSWORD);

    assertThat(report.problem()).isEmpty();
    assertThat(file().get(AdminKey.PASSWORD)).contains(admin().password());
    assertThat(admin().password()).isNotEqualTo(before);
    assertThat(file().get(AdminKey.NEXT_PASSWORD)).isEmpty();
  }

  @Test
  void aRefusedTokenRotationLeavesTheFile() {
    wired();
    admin().secondFactor(true);
    AdminRecord before = file();

    RunReport refused = cli().rotate(Rotation.ADMIN_TOKEN);

    refused(refused, "second factor");
    assertThat(refused.problem().orElseThrow().next()).contains("gitea-drone bootstrap");
    assertThat(file()).isEqualTo(before);
    assertThat(admin().tokens()).hasSize(1);
  }

  @Test
  void withASecondFactorAndADeadTokenTheCliMakesOneTokenAndNoPassword() {
    wired();
    admin().secondFactor(true);
    admin().tokens().clear();
    Secret password = admin().password();

    RunReport report = cli().bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("create-token-by-cli");
    assertThat(changes(report)).containsExactly(Change.CREATED);
    assertThat(admin().password()).isEqualTo(password);
    assertThat(admin().tokens()).hasSize(1);
    assertThat(cli().bootstrap().planned()).isZero();
  }

  @Test
  void withASecondFactorADeadTokenAndNoCliItIsNamed() {
    wired();
    admin().secondFactor(true);
    admin().tokens().clear();
    AdminRecord before = file();

    RunReport report = signUp().bootstrap();

    refused(report, "second factor");
    assertThat(report.problem().orElseThrow().next())
        .contains("gitea.admin.cli")
        .contains("GITEA_TOKEN to a token of my-admin");
    assertThat(file()).isEqualTo(before);
  }

  @Test
  void aSecondFactorWhosePasswordIsLostGetsATokenAndNoPassword() {
    wired();
    admin().secondFactor(true);
    admin().tokens().clear();
    admin().password("forgotten");

    RunReport report = cli().bootstrap();

    assertThat(steps(report)).extracting(StepLine::id).containsExactly("create-token-by-cli");
    assertThat(admin().password()).isEqualTo(Secret.of("forgotten"));
    assertThat(admin().tokens()).hasSize(1);
  }

  @Test
  void aSecondFactorThatAnOlderWrapperDoesNotTellCostsOneToken() {
    world.listNoUsers();
    wired();
    admin().secondFactor(true);
    admin().tokens().clear();
    admin().password("forgotten");

    RunReport report = cli().bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(changes(report)).containsExactly(Change.UPDATED, Change.UPDATED);
    assertThat(admin().tokens()).hasSize(1);
    assertThat(file().get(AdminKey.CLI_TOKEN)).isEmpty();
    assertThat(cli().bootstrap().planned()).isZero();
  }

  @Test
  void aProhibitedAdministratorIsNamedBeforeAnythingIsTried() {
    wired();
    admin().prohibit(true);
    AdminRecord before = file();

    for (int run = 0; run < 2; run++) {
      refused(cli().bootstrap(), "prohibited from signing in");
    }

    assertThat(file()).isEqualTo(before);
    assertThat(admin().tokens()).hasSize(1);
  }

  @Test
  void aProhibitedAdministratorWhomNothingTellsCostsOneTokenWhichIsUsedLater() {
    wired();
    admin().prohibit(true);
    admin().tokens().clear();
    admin().password("forgotten");

    for (int run = 0; run < 3; run++) {
      refused(cli().bootstrap(), "prohibited from signing in");
    }
    assertThat(admin().tokens()).hasSize(1);
    assertThat(file().get(AdminKey.PENDING_ADMIN)).isEmpty();
    admin().prohibit(false);
    RunReport report = cli().bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(admin().tokens()).containsOnlyKeys(file().text(AdminKey.TOKEN_NAME).orElseThrow());
    assertThat(admin().password()).isEqualTo(file().get(AdminKey.PASSWORD).orElseThrow());
    assertThat(file().get(AdminKey.CLI_TOKEN)).isEmpty();
    assertThat(cli().bootstrap().planned()).isZero();
  }

  @Test
  void whoIsThereIsUpdatedAndWhoIsGoneIsCreated() {
    wired();
    admin().tokens().clear();
    admin().password("forgotten");

    RunReport reset = cli().bootstrap();
    assertThat(steps(reset))
        .extracting(StepLine::id)
        .containsExactly("reset-admin", "create-token");
    assertThat(changes(reset)).containsExactly(Change.UPDATED, Change.CREATED);

    world.users().clear();
    world.apps().clear();
    RunReport plan = cli().plan();
    assertThat(steps(plan).getFirst().text())
        .contains("created through the CLI: it was deleted in Gitea")
        .doesNotContain("interrupted");
    assertThat(changes(cli().bootstrap())).containsExactly(Change.CREATED, Change.CREATED);
  }

  @Test
  void aStaleClonesTokenIsToldByTheNextRunThatUsesThePassword() {
    wired();
    AdminRecord stale = file();
    assertThat(cli().rotate(Rotation.ADMIN_TOKEN).exitCode()).isEqualTo(ExitCode.DONE);
    String newer = file().text(AdminKey.TOKEN_NAME).orElseThrow();
    assertThat(newer).startsWith("gitea-drone-127.0.0.1_3030-");
    edit(stale);

    RunReport report = cli().bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.stages().getFirst().plan().warnings())
        .singleElement()
        .asString()
        .contains("1 access token created for this Drone")
        .contains(newer);
    assertThat(admin().tokens()).hasSize(2).containsKey(newer);
    assertThat(cli().bootstrap().stages().getFirst().plan().warnings()).isEmpty();
  }
}
