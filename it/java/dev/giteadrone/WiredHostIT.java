package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Repairs on the plain host, and what needs no other host than that. */
final class WiredHostIT extends Repairs {
  private static final RunOptions FROZEN = RunOptions.DEFAULT.withFrozen(true);

  WiredHostIT() {
    super(Profile.PLAIN);
  }

  @Test
  void ownAppIsFoundAmongMoreThanFifty() {
    OAuthApp ours = onlyApp();
    for (int number = 0; number < 55; number++) {
      bed()
          .gitea()
          .apps()
          .create(bed().token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }
    bed().edit(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("")));

    // The file has the secret, Gitea lists the app on its last page: nothing needs to be minted.
    RunReport report = bed().program(bed().desired(), ROTATE.withLevel(Level.BASIC)).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).extracting(StepLine::id).containsExactly("store-client-id");
    assertThat(bed().secrets().clientId()).contains(ours.clientId());
    assertThat(bed().gitea().apps().all(bed().token())).hasSize(56).contains(ours);
  }

  @Test
  void frozenChangesNothing() {
    bed().edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("")));
    byte[] file = hostBytes();
    byte[] admin = bed().bytes(bed().desired().secrets().admin());

    RunReport report = bed().bootstrap(RunOptions.DEFAULT.withFrozen(true));

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.mutations()).isZero();
    assertThat(hostBytes()).isEqualTo(file);
    assertThat(bed().bytes(bed().desired().secrets().admin())).isEqualTo(admin);
  }

  @Test
  void rerunAtLevelBasicSendsAtMostTenRequestsAndChangesNothing() {
    for (int number = 0; number < 49; number++) {
      bed()
          .gitea()
          .apps()
          .create(bed().token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }

    RunReport report = bed().bootstrap(BASIC);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.requests()).isLessThanOrEqualTo(10);
    assertThat(report.mutations()).isZero();
  }

  @Test
  void wrongPasswordAndDeadTokenOfAUserWeDidNotCreateStopTheRun() {
    bed()
        .editAdmin(record ->
            record
                .with(AdminKey.PASSWORD, Secret.of("wrong"))
                .without(AdminKey.TOKEN, AdminKey.CREATED_BY));

    RunReport report = bed().bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.mutations()).isZero();
    assertThat(report.problem().orElseThrow().cause()).contains("web form refuses it too");
  }

  @Test
  void webhookDeletedInGiteaIsFoundByVerifyAndRestoredByBootstrap() {
    Repository canary = canary();
    webhooks(canary)
        .forEach(
            hook -> bed().gitea().repositories().deleteWebhook(bed().token(), canary, hook.id()));

    assertLost(CheckId.WEBHOOK_CREATED);

    assertThat(webhooks(canary)).isEmpty();
    assertRestored(CheckId.DRONE_ACTIVATION, "webhook was deleted; restored");
    assertThat(webhooks(canary)).hasSize(1);
  }

  @Test
  void canaryDeactivatedInDroneIsFoundByVerifyAndRestoredByBootstrap() {
    // As the web page does it; Drone remembers the repository.
    bed().droneApi(new Credential.Bearer(droneToken())).delete("/api/repos/" + canary().slug());

    assertLost(CheckId.DRONE_ACTIVATION);

    assertRestored(CheckId.DRONE_ACTIVATION, "activated again");
  }

  @Test
  void canaryRemovedFromDroneIsFoundByVerifyAndRestoredByBootstrap() {
    Repository canary = canary();
    bed().drone().repositories().deactivate(droneToken(), canary.owner(), canary.name());

    assertLost(CheckId.DRONE_SYNC);

    assertRestored(CheckId.DRONE_ACTIVATION, "activated again");
  }

  @Test
  void canaryDeletedInGiteaIsFoundByVerifyAndRestoredByBootstrap() {
    Repository canary = canary();
    bed().gitea().repositories().delete(bed().token(), canary.owner(), canary.name());

    assertLost(CheckId.DRONE_SYNC);

    assertRestored(CheckId.DRONE_SYNC, "created again");
  }

  @Test
  void frozenVerifyWritesNothing() {
    byte[] admin = bed().bytes(bed().desired().secrets().admin());

    RunReport report = bed().program(bed().desired(), FROZEN).verify();

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DONE);
    assertThat(report.mutations()).isZero();
    assertThat(result(report, CheckId.WEBHOOK_CREATED).status())
        .isEqualTo(CheckResult.Status.PASSED);
    assertThat(result(report, CheckId.RUNNER_EXEC).status()).isEqualTo(CheckResult.Status.NOT_RUN);
    assertThat(bed().bytes(bed().desired().secrets().admin())).isEqualTo(admin);
  }

  @Test
  void accessTokenRevokedInGiteaFailsVerifyAndIsMadeAnewByBootstrap() {
    bed()
        .gitea()
        .tokens()
        .delete(bed().basic(), bed().admin().text(AdminKey.TOKEN_NAME).orElseThrow());

    RunReport report = bed().program(bed().desired(), BASIC).verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(result(report, CheckId.ADMIN_EXISTS).problem().orElseThrow().seen())
        .contains("refuses the access token");
    assertThat(bed().bootstrap(BASIC).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed().program(bed().desired(), BASIC).verify().exitCode()).isEqualTo(ExitCode.DONE);
  }

  private void assertLost(CheckId check) {
    for (RunReport report :
        List.of(
            bed().program(bed().desired(), RunOptions.DEFAULT).verify(), bed().bootstrap(FROZEN))) {
      assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.VERIFICATION_FAILED);
      assertThat(result(report, check).problem().orElseThrow().next())
          .isEqualTo("gitea-drone bootstrap restores it");
    }
  }

  private void assertRestored(CheckId check, String words) {
    RunReport report = bed().bootstrap();

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DONE);
    assertThat(result(report, check).status()).isEqualTo(CheckResult.Status.WARNED);
    assertThat(result(report, check).text()).contains(words);
    assertThat(bed().program(bed().desired(), RunOptions.DEFAULT).verify().exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  private Repository canary() {
    return bed()
        .gitea()
        .repositories()
        .find(
            bed().token(),
            bed().desired().gitea().username(),
            bed().desired().canary().repository())
        .orElseThrow();
  }

  private List<Webhook> webhooks(Repository repository) {
    return bed().gitea().repositories().webhooks(bed().token(), repository);
  }

  private Secret droneToken() {
    return bed().admin().get(AdminKey.DRONE_TOKEN).orElseThrow();
  }
}
