package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.gitea.CommandGiteaCli;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From a blank host to a verified canary, by each way to the first administrator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BlankHosts {
  private final Profile profile;
  private HostFixture bed;
  private Snapshot blank;

  BlankHosts(Profile profile) {
    this.profile = profile;
  }

  /** The host. */
  final HostFixture bed() {
    return bed;
  }

  @BeforeAll
  void start() {
    bed = HostFixture.start(SandboxOptions.blank().withProfile(profile));
    blank = bed.sandbox.snapshot();
  }

  @BeforeEach
  void blankAgain() {
    bed.sandbox.restore(blank);
  }

  @AfterAll
  void stop() {
    bed.close();
  }

  @Test
  void signUpFormMakesTheFirstAdministrator() {
    bootstrapTwice(bed.desired(AdminCreation.AUTO, Optional.empty()), AdminCreation.SIGN_UP);
  }

  @Test
  void giteasOwnCommandLineMakesTheFirstAdministrator() {
    bootstrapTwice(bed.desired(AdminCreation.CLI, Optional.empty()), AdminCreation.CLI);
  }

  @Test
  void anotherAdministratorsTokenMakesOurs() {
    CommandGiteaCli cli =
        new CommandGiteaCli(
            bed.sandbox.giteaCli(), new Subprocess(new Timeline()), bed.sandbox.hostFolder());
    cli.createAdmin("root-admin", "root@my-domain.tld", Deadline.in(Duration.ofSeconds(30)));
    Secret token =
        cli.generateToken(
            "root-admin",
            "given",
            List.of("write:admin", "write:user"),
            Deadline.in(Duration.ofSeconds(30)));

    bootstrapTwice(bed.desired(AdminCreation.AUTO, Optional.of(token)), AdminCreation.TOKEN);

    assertThat(bed.gitea().users().count(bed.token())).isEqualTo(2);
  }

  private void bootstrapTwice(Desired desired, AdminCreation way) {
    RunReport first = bed.program(desired, RunOptions.DEFAULT).bootstrap();
    assertThat(first.problem()).isEmpty();
    assertThat(first.checks())
        .allSatisfy(check ->
            assertThat(check.status()).as(check.check().id()).isEqualTo(CheckResult.Status.PASSED));
    assertThat(first.checks())
        .extracting(CheckResult::check)
        .contains(CheckId.RUNNER_DOCKER, CheckId.RUNNER_EXEC, CheckId.STATUS_REPORTED);
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    StepLine created = first.stages().getFirst().results().getFirst().step();
    assertThat(created.id()).isEqualTo("create-admin");
    assertThat(created.text()).contains("created through " + way.describe());
    oneOfEach();
    assertThat(webhooks()).isNotEmpty().allMatch(url -> url.startsWith(droneUrl()));

    byte[] host = bed.bytes(desired.secrets().host().file());
    byte[] admin = bed.bytes(desired.secrets().admin());
    RunReport second = bed.program(desired, RunOptions.DEFAULT).bootstrap();
    assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(second.planned()).isZero();
    assertThat(bed.bytes(desired.secrets().host().file())).isEqualTo(host);
    assertThat(bed.bytes(desired.secrets().admin())).isEqualTo(admin);
    oneOfEach();
  }

  private void oneOfEach() {
    Credential.Token token = bed.token();
    assertThat(bed.gitea().apps().all(token)).hasSize(1);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
    assertThat(bed.admin().get(AdminKey.PENDING_ADMIN)).isEmpty();
    assertThat(bed.admin().pendingTokens()).isEmpty();
  }

  private List<String> webhooks() {
    Repository canary =
        bed.gitea()
            .repositories()
            .find(
                bed.token(), bed.desired().gitea().username(), bed.desired().canary().repository())
            .orElseThrow();
    return bed.gitea().repositories().webhooks(bed.token(), canary).stream()
        .map(Webhook::url)
        .toList();
  }

  private String droneUrl() {
    return bed.sandbox.droneUrl() + "/";
  }
}
