package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Level;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Repairs on the plain host, and what needs no other host than that. */
final class WiredHostIT extends Repairs {
  WiredHostIT() {
    super(Profile.PLAIN);
  }

  @Test
  void ownAppIsFoundAmongMoreThanFifty() {
    OAuthApp ours = onlyApp();
    for (int number = 0; number < 55; number++) {
      bed()
          .gitea()
          .createApp(bed().token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }
    bed().edit(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("")));

    // The file has the secret, Gitea lists the app on its last page: nothing needs to be minted.
    RunReport report = bed().program(bed().desired(), ROTATE.withLevel(Level.BASIC)).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(steps(report)).hasExactlyElementsOfTypes(Step.StoreClientId.class);
    assertThat(bed().secrets().clientId()).contains(ours.clientId());
    assertThat(bed().gitea().apps(bed().token())).hasSize(56).contains(ours);
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
  void rerunAtLevelBasicSendsAtMostTwelveRequestsAndChangesNothing() {
    for (int number = 0; number < 49; number++) {
      bed()
          .gitea()
          .createApp(bed().token(), "app " + number, "http://127.0.0.1:" + (2000 + number) + "/");
    }

    RunReport report = bed().bootstrap(BASIC);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.requests()).isLessThanOrEqualTo(12);
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
    assertThat(report.problem().orElseThrow().cause()).contains("second factor");
  }
}
