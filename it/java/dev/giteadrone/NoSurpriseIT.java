package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.servers.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Stale clones, silent servers and mistyped addresses on real servers: nobody's secret or login
 * dies.
 */
final class NoSurpriseIT {
  private static final RunOptions LOGIN = RunOptions.DEFAULT.withLevel(Level.LOGIN);
  private static final RunOptions LEAVE = LOGIN.withAllowRotate(true);

  private static HostFixture bed;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank());
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

  @Test
  void aCloneFromBeforeARotationDoesNotDeployItsOldRpcSecret() throws IOException {
    Map<Path, byte[]> clone = files();
    assertThat(bed.program(bed.desired(), LOGIN).rotate(Rotation.RPC_SECRET).exitCode())
        .isEqualTo(ExitCode.DONE);
    Secret rotated = bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow();
    Map<Path, byte[]> newest = files();
    write(clone);

    RunReport refused = bed.bootstrap(LOGIN);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().check()).isEqualTo(CheckId.DRONE_RPC_SECRET.id());
    assertThat(refused.mutations()).isZero();
    assertThat(files()).containsExactlyEntriesOf(clone);
    write(newest);
    assertThat(bed.secrets().get(Variable.DRONE_RPC_SECRET)).contains(rotated);
    doneAndNothingLeft();
  }

  @Test
  void aRotationWhoseDeployFailedIsDeployedByTheNextRun() throws IOException {
    Path config = bed.sandbox.configFile();
    String text = Files.readString(config);
    Files.writeString(config, text.replace("[./deploy]", "['false']"));

    RunReport failed = bed.program(bed.desired(), LOGIN).rotate(Rotation.RPC_SECRET);

    assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(bed.admin().replacedRpcSecrets()).hasSize(1);
    Files.writeString(config, text);
    assertThat(bed.bootstrap(LOGIN).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(bed.admin().replacedRpcSecrets()).isEmpty();
    doneAndNothingLeft();
  }

  @Test
  void noClientSecretIsMintedWhileDroneIsStopped() throws IOException {
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("")));
    Map<Path, byte[]> before = files();
    bed.sandbox.stopDrone();

    RunReport refused = bed.bootstrap(LOGIN);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(refused.problem().orElseThrow().next()).contains("--allow-rotate");
    assertThat(refused.mutations()).isZero();
    assertThat(files()).containsExactlyEntriesOf(before);

    assertThat(bed.bootstrap(LEAVE).exitCode()).isEqualTo(ExitCode.DONE);
    doneAndNothingLeft();
  }

  @Test
  void aMarkOfARotationDoesNotRotateOverANewerSecretThatLives() throws IOException {
    String client = bed.secrets().clientId().orElseThrow();
    bed.editAdmin(record -> record.with(AdminKey.PENDING_ROTATION, client));
    bed.edit(Map.of(Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_older")));
    Map<Path, byte[]> before = files();

    RunReport refused = bed.bootstrap(LOGIN);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.mutations()).isZero();
    assertThat(files()).containsExactlyEntriesOf(before);
  }

  @Test
  void aMistypedAddressBreaksNoLoginAndIsTakenBack() throws IOException {
    String right = bed.desired().drone().redirectUri();
    Desired mistyped = at(URI.create("http://127.0.0.1:" + Loopback.freePort()));

    RunReport report = bed.program(mistyped, LOGIN.withTimeout(Duration.ofSeconds(20))).bootstrap();

    assertThat(report.exitCode()).isIn(ExitCode.DEPLOY_PENDING, ExitCode.UNREACHABLE);
    assertThat(app().redirectUris()).containsExactly(right, mistyped.drone().redirectUri());
    RunReport login = bed.program(bed.desired(), LOGIN).verify();
    assertThat(Repairs.result(login, CheckId.DRONE_LOGIN).status())
        .isEqualTo(CheckResult.Status.PASSED);

    assertThat(bed.bootstrap(LOGIN).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(app().redirectUris()).containsExactly(right);
    doneAndNothingLeft();
  }

  @Test
  void aMistypedAddressChangesNothingWhereOneDeploysByHand() throws IOException {
    Map<Path, byte[]> before = files();
    OAuthApp app = app();
    Desired mistyped = at(URI.create("http://127.0.0.1:" + Loopback.freePort()));
    Desired byHand = DesiredBuilder.of(mistyped).withoutDeploy().build();

    RunReport report = bed.program(byHand, LOGIN).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(report.mutations()).isZero();
    assertThat(app()).isEqualTo(app);
    assertThat(files()).containsExactlyEntriesOf(before);
  }

  private static Desired at(URI drone) {
    return DesiredBuilder.of(bed.desired()).droneUrl(drone).build();
  }

  private static OAuthApp app() {
    List<OAuthApp> apps = bed.gitea().apps().all(bed.token());
    assertThat(apps).hasSize(1);
    return apps.getFirst();
  }

  private static void doneAndNothingLeft() {
    RunReport again = bed.bootstrap(LOGIN);
    assertThat(again.exitCode()).as("%s", again.problem()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
  }

  /** What a clone of the configuration's repository holds. */
  private static Map<Path, byte[]> files() throws IOException {
    Path host = bed.desired().secrets().host().file();
    Path admin = bed.desired().secrets().admin();
    return Map.of(host, Files.readAllBytes(host), admin, Files.readAllBytes(admin));
  }

  private static void write(Map<Path, byte[]> files) throws IOException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }
}
