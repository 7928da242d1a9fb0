package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removing what is ours, and only that, from real servers. */
final class DestroyIT {
  private static HostFixture bed;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank());
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

  private static Commands program() {
    return bed.program(bed.desired(), RunOptions.DEFAULT);
  }

  @Test
  void whatIsOursGoesAndAllElseStays() {
    Credential.Basic admin = bed.basic();
    Secret droneToken = bed.admin().get(AdminKey.DRONE_TOKEN).orElseThrow();
    MintedApp byHand = bed.gitea().apps().create(admin, "Drone by hand", "http://other.tld/login");
    bed.gitea().tokens().create(admin, "by-hand", List.of("read:user"));
    Repository work = bed.gitea().repositories().create(admin, "work", "Canary of somebody else");
    int others = bed.secrets().others();

    RunReport dry = program().destroy(true);
    assertThat(dry.planned()).isEqualTo(6);
    assertThat(dry.mutations()).isZero();
    assertThat(bed.gitea().apps().all(admin)).hasSize(2);

    RunReport report = program().destroy(false);
    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.count(Change.DELETED)).isEqualTo(6);
    assertThat(bed.gitea().apps().all(admin))
        .extracting(OAuthApp::clientId)
        .containsExactly(byHand.app().clientId());
    assertThat(bed.gitea().tokens().names(admin)).containsExactly("by-hand");
    assertThat(bed.gitea().repositories().find(admin, work.owner(), "work")).isPresent();
    String canary = bed.desired().canary().repository();
    assertThat(bed.gitea().repositories().find(admin, work.owner(), canary)).isEmpty();
    assertThat(bed.drone().repositories().find(droneToken, work.owner(), canary)).isEmpty();
    assertThat(bed.gitea().users().signIn(admin)).isInstanceOf(SignIn.Accepted.class);
    assertThat(bed.gitea().users().count(admin)).isEqualTo(1);
    assertThat(bed.secrets().values()).containsOnlyKeys(Variable.DRONE_RPC_SECRET);
    assertThat(bed.secrets().others()).isEqualTo(others);
    assertThat(bed.admin().values())
        .containsOnlyKeys(AdminKey.USERNAME, AdminKey.PASSWORD, AdminKey.CREATED_BY);
  }

  @Test
  void allTokensOfThisDroneGoWhenAskedForAndNoneOfAnotherOne() {
    Credential.Basic admin = bed.basic();
    String ours = bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow();
    String stray = ours.replaceFirst("[0-9a-f]{8}$", "0badcafe");
    List<String> others =
        List.of("gitea-drone-other.my-domain.tld-0badcafe", "gitea-drone-0badcafe");
    bed.gitea().tokens().create(admin, stray, List.of("read:user"));
    others.forEach(name -> bed.gitea().tokens().create(admin, name, List.of("read:user")));

    RunReport report = program().destroy(false, true);

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().tokens().names(admin)).doesNotContain(ours, stray).containsAll(others);
  }

  @Test
  void secondTimeDoesNothingAndBootstrapStartsAfresh() {
    assertThat(program().destroy(false).exitCode()).isEqualTo(ExitCode.DONE);

    RunReport again = program().destroy(false);
    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();

    RunReport afresh = bed.bootstrap();
    assertThat(afresh.problem()).isEmpty();
    assertThat(afresh.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
  }

  @Test
  void droneThatIsGoneKeepsNothingElseFromBeingRemoved() {
    bed.sandbox.stopDrone();
    try {
      RunReport report = program().destroy(false);

      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(report.stages().getFirst().plan().warnings())
          .anyMatch(warning -> warning.contains("Drone cannot be asked"));
      assertThat(bed.gitea().apps().all(bed.basic())).isEmpty();
    } finally {
      bed.sandbox.startDrone();
    }
  }
}
