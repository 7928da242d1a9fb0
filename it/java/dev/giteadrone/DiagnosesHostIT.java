package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings of the servers, keys and files that are wrong: what is said on real servers. */
final class DiagnosesHostIT {
  private static final RunOptions LOGIN = RunOptions.DEFAULT.withLevel(Level.LOGIN);

  private static HostFixture bed;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
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
  void aClosedSignUpOfAFreshDroneIsTheOnlyFailure() throws IOException {
    freshDroneWith("DRONE_REGISTRATION_CLOSED=true");

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_LOGIN)
        .seen("User registration is disabled")
        .cause("DRONE_REGISTRATION_CLOSED")
        .next("DRONE_USER_CREATE=username:" + bed.basic().username())
        .hides(CheckId.DRONE_ADMIN);
  }

  @Test
  void aUserFilterOfAFreshDroneIsTheOnlyFailure() throws IOException {
    freshDroneWith("DRONE_USER_FILTER=somebody");

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_LOGIN)
        .cause("DRONE_USER_FILTER")
        .next("add " + bed.basic().username())
        .hides(CheckId.DRONE_ADMIN);
  }

  @Test
  void anAccountThatIsNoAdministratorInDroneIsNamed() throws IOException {
    sql("drone.sqlite", "update users set user_admin = 0");

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_ADMIN)
        .seen("it is not an administrator")
        .cause("in another case")
        .next("DRONE_USER_CREATE");
    OneFailure.of(program(bed.desired()).plan(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_ADMIN)
        .unchanged();
  }

  @Test
  void aMachineAccountIsNamed() throws IOException {
    sql("drone.sqlite", "update users set user_machine = 1");

    OneFailure.of(verify(), ExitCode.VERIFICATION_FAILED, CheckId.DRONE_LOGIN)
        .cause("is a machine account in Drone");
  }

  @Test
  void aRunnerThatNeverTookABuildHasEveryLikelyCause() {
    bed.sandbox.stopRunner(RunnerType.EXEC);

    OneFailure.of(quick(), ExitCode.VERIFICATION_FAILED, CheckId.RUNNER_EXEC)
        .seen("no exec runner ever took a build of the canary")
        .cause("no exec runner runs", "another DRONE_RPC_SECRET", "DRONE_HTTP_BIND", "labels")
        .next("journalctl -u drone-runner-exec", "verify.canary.arch")
        .hides(CheckId.STATUS_REPORTED);
  }

  @Test
  void aWebhookThatGiteaMayNotSendIsNamed() throws IOException {
    Path ini = file("app.ini");
    bed.sandbox.stopGitea();
    Files.writeString(
        ini,
        Files.readString(ini).replaceAll("ALLOWED_HOST_LIST = .*", "ALLOWED_HOST_LIST = external"));
    bed.sandbox.startGitea();

    OneFailure.of(quick(), ExitCode.VERIFICATION_FAILED, CheckId.WEBHOOK_DELIVERED)
        .cause("Gitea may not call loopback addresses")
        .next("ALLOWED_HOST_LIST")
        .hides(CheckId.RUNNER_EXEC, CheckId.STATUS_REPORTED);
  }

  @Test
  void aStoppedDroneIsTheOnlyFailure() {
    bed.sandbox.stopDrone();

    OneFailure.of(verify(), ExitCode.UNREACHABLE, CheckId.DRONE_READY)
        .seen("refused")
        .hides(CheckId.DRONE_CLIENT_ID, CheckId.DRONE_LOGIN);
  }

  @Test
  void aHostThatCannotDecryptItsFileIsNamed() {
    Desired desired =
        DesiredBuilder.of(bed.desired())
            .hostKey(
                new HostKey.Named("age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"))
            .build();

    brokenRecipients(desired).seen("not encrypted for age1lggyhq", "so the host cannot decrypt it");
  }

  @Test
  void aHostThatCanDecryptTheAdminFileIsNamed() throws IOException {
    String operator =
        Files.readString(bed.sandbox.operatorKeyFile()).replaceAll("(?s).*(age1\\w+).*", "$1");
    Desired desired = DesiredBuilder.of(bed.desired()).hostKey(new HostKey.Named(operator)).build();

    brokenRecipients(desired)
        .seen("the host can decrypt gitea-admin.yaml too")
        .cause("one creation rule covers both files");
  }

  @Test
  void aKeyThatDecryptsNothingEndsTheRun() throws IOException {
    Map<String, String> environment = new HashMap<>(bed.environment());
    Path other = bed.sandbox.hostFolder().resolve("other-key.txt");
    environment.put("SOPS_AGE_KEY_FILE", other.toString());

    Commands commands = Commands.of(bed.desired(), LOGIN, Progress.SILENT, environment);

    OneFailure.of(commands.bootstrap(), ExitCode.SECRETS_FILE, CheckId.SOPS_DECRYPTS)
        .seen("no available key decrypts it")
        .cause("SOPS_AGE_KEY_FILE names " + other + ", which does not exist")
        .unchanged();
  }

  @Test
  void anAdminFileThatIsGoneIsNotReplacedWhereTheUserExists() throws IOException {
    Files.delete(bed.desired().secrets().admin());
    Commands commands = bed.program(bed.desired(AdminCreation.AUTO, Optional.empty()), LOGIN);

    for (RunReport report : List.of(commands.plan(), commands.bootstrap())) {
      OneFailure.of(report, ExitCode.NOT_AUTHORISED, CheckId.ADMIN_EXISTS)
          .seen("Gitea has users already")
          .next("gitea.admin.cli", "GITEA_TOKEN", "sops edit");
      assertThat(report.planned()).isZero();
    }
    assertThat(bed.desired().secrets().admin()).doesNotExist();
  }

  private static OneFailure brokenRecipients(Desired desired) {
    OneFailure.of(program(desired).verify(), ExitCode.VERIFICATION_FAILED, CheckId.SOPS_RECIPIENTS);
    return OneFailure.of(
            program(desired).plan(), ExitCode.VERIFICATION_FAILED, CheckId.SOPS_RECIPIENTS)
        .next("sops updatekeys")
        .unchanged();
  }

  private static RunReport quick() {
    return Commands.of(
            bed.desired(),
            RunOptions.DEFAULT,
            Progress.SILENT,
            new QuickConnections(bed.environment()))
        .verify();
  }

  private static RunReport verify() {
    return program(bed.desired()).verify();
  }

  private static Commands program(Desired desired) {
    return bed.program(desired, LOGIN);
  }

  /** As after a loss of Drone's database, where DRONE_USER_CREATE names somebody else. */
  private static void freshDroneWith(String line) throws IOException {
    Files.writeString(bed.sandbox.environmentFile(0), line + "\n", StandardOpenOption.APPEND);
    bed.sandbox.restartDrone();
    sql("drone.sqlite", "delete from users");
  }

  /** What only the server's own pages or settings could do otherwise. */
  private static void sql(String database, String statement) throws IOException {
    bed.run(
        List.of("sqlite3", "-cmd", ".timeout 5000", file(database).toString(), statement),
        new byte[0]);
  }

  private static Path file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(bed.sandbox.hostFolder().getParent())) {
      return files
          .filter(file -> file.endsWith(name))
          .filter(file -> !file.toString().contains("snapshot"))
          .findFirst()
          .orElseThrow();
    }
  }
}
