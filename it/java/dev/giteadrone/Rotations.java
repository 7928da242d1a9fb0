package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Each secret rotated, on real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Rotations {
  private final Profile profile;
  private HostFixture bed;
  private Snapshot wired;

  Rotations(Profile profile) {
    this.profile = profile;
  }

  @BeforeAll
  void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withProfile(profile));
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  void stop() {
    bed.close();
  }

  private RunReport rotate(Rotation what, boolean dataKey, Level level) {
    return bed.program(bed.desired(), RunOptions.DEFAULT.withLevel(level)).rotate(what, dataKey);
  }

  private void doneAndNothingLeft(RunReport report) {
    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.checks()).noneMatch(check -> check.status() == CheckResult.Status.FAILED);
    RunReport again = bed.bootstrap(RunOptions.DEFAULT.withLevel(Level.BASIC));
    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.planned()).isZero();
  }

  @Test
  void clientSecretIsNewAndLoginsWorkAgain() {
    Secret before = bed.secrets().get(Variable.DRONE_GITEA_CLIENT_SECRET).orElseThrow();

    RunReport report = rotate(Rotation.CLIENT_SECRET, false, Level.LOGIN);

    assertThat(report.checks())
        .anyMatch(check ->
            check.check() == CheckId.DRONE_LOGIN && check.status() == CheckResult.Status.PASSED);
    doneAndNothingLeft(report);
    assertThat(bed.secrets().get(Variable.DRONE_GITEA_CLIENT_SECRET)).isNotEmpty();
    assertThat(bed.secrets().get(Variable.DRONE_GITEA_CLIENT_SECRET).orElseThrow())
        .isNotEqualTo(before);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
  }

  @Test
  void passwordIsNewAndTheOldOneIsRefused() {
    Credential.Basic old = bed.basic();

    doneAndNothingLeft(rotate(Rotation.ADMIN_PASSWORD, false, Level.LOGIN));

    assertThat(bed.gitea().users().signIn(old)).isInstanceOf(SignIn.Refused.class);
    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
    assertThat(bed.admin().get(AdminKey.NEXT_PASSWORD)).isEmpty();
  }

  @Test
  void tokenIsNewAndTheOldOneIsGone() {
    Credential.Token old = bed.token();

    doneAndNothingLeft(rotate(Rotation.ADMIN_TOKEN, false, Level.BASIC));

    assertThat(bed.gitea().users().signIn(old)).isInstanceOf(SignIn.Refused.class);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
  }

  @Test
  void rpcSecretReachesEveryRunner() {
    Secret before = bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow();

    RunReport report = rotate(Rotation.RPC_SECRET, false, Level.FULL);

    assertThat(status(report, CheckId.RUNNER_DOCKER)).isEqualTo(CheckResult.Status.PASSED);
    assertThat(status(report, CheckId.RUNNER_EXEC)).isEqualTo(CheckResult.Status.PASSED);
    doneAndNothingLeft(report);
    assertThat(bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void runnerThatDidNotRestartIsNamed() {
    String machine =
        bed.sandbox.description().runners().stream()
            .filter(runner -> runner.type() == RunnerType.EXEC)
            .findFirst()
            .orElseThrow()
            .machine();
    bed.sandbox.keepOverDeploys(RunnerType.EXEC);
    try {
      RunReport report = rotate(Rotation.RPC_SECRET, false, Level.FULL);

      assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
      assertThat(status(report, CheckId.RUNNER_DOCKER)).isEqualTo(CheckResult.Status.PASSED);
      assertThat(status(report, CheckId.RUNNER_EXEC)).isEqualTo(CheckResult.Status.FAILED);
      CheckResult exec = check(report, CheckId.RUNNER_EXEC);
      assertThat(exec.problem().orElseThrow().seen()).contains("last time it was " + machine);
      assertThat(exec.problem().orElseThrow().cause()).contains("an older DRONE_RPC_SECRET");
    } finally {
      bed.sandbox.stopRunner(RunnerType.EXEC);
      bed.sandbox.startRunner(RunnerType.EXEC);
    }
    assertThat(bed.program(bed.desired(), RunOptions.DEFAULT).verify().exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  private static CheckResult check(RunReport report, CheckId id) {
    return report.checks().stream().filter(each -> each.check() == id).findFirst().orElseThrow();
  }

  private static CheckResult.Status status(RunReport report, CheckId id) {
    return check(report, id).status();
  }

  @Test
  void removedRecipientReadsNewValuesWithAnOldRevisionUnlessTheDataKeyIsRenewed()
      throws IOException {
    Path file = bed.desired().secrets().host().file();
    Path leaver = bed.sandbox.hostFolder().resolve("leaver.key");
    sops("age-keygen", "-o", leaver.toString());
    String recipient =
        Files.readString(leaver)
            .lines()
            .filter(line -> line.contains("public key: "))
            .map(line -> line.replaceAll(".*public key: ", ""))
            .findFirst()
            .orElseThrow();
    sops("sops", "rotate", "--in-place", "--add-age", recipient, file.toString());
    String old = Files.readString(file);
    assertThat(decrypt(leaver, file)).isEqualTo(0);
    sops("sops", "updatekeys", "--yes", file.toString());
    assertThat(bed.hostFile().recipients().keys()).doesNotContain(recipient);
    assertThat(decrypt(leaver, file)).isNotEqualTo(0);

    doneAndNothingLeft(rotate(Rotation.CLIENT_SECRET, false, Level.BASIC));
    Path stolen = bed.sandbox.hostFolder().resolve("stolen.yaml");
    Files.writeString(stolen, withKeysOf(old, Files.readString(file)));
    assertThat(decrypt(leaver, stolen)).as("the data key is the old one").isEqualTo(0);

    RunReport renewed = rotate(Rotation.CLIENT_SECRET, true, Level.BASIC);
    doneAndNothingLeft(renewed);
    Files.writeString(stolen, withKeysOf(old, Files.readString(file)));
    assertThat(decrypt(leaver, stolen)).as("the data key is a new one").isNotEqualTo(0);
    assertThat(bed.hostFile().recipients().keys()).hasSize(2).doesNotContain(recipient);
    assertThat(renewed.stages().getFirst().plan().warnings().getFirst())
        .contains("the RPC secret (gitea-drone rotate rpc-secret)");
    Files.delete(stolen);
    Files.delete(leaver);
  }

  @Test
  void adminFileGetsANewDataKeyToo() {
    byte[] before = bed.bytes(bed.desired().secrets().admin());

    doneAndNothingLeft(rotate(Rotation.ADMIN_TOKEN, true, Level.BASIC));

    assertThat(bed.adminFile().recipients().keys()).hasSize(1);
    String then = new String(before, StandardCharsets.UTF_8);
    String now = new String(bed.bytes(bed.desired().secrets().admin()), StandardCharsets.UTF_8);
    // A ciphertext that nobody meant to change is another one, because its key is.
    assertThat(line(now, "password:")).isNotEqualTo(line(then, "password:"));
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  /** The new revision with the encrypted data keys of the old one: all that an old reader needs. */
  @SuppressWarnings("unchecked")
  private static String withKeysOf(String old, String now) {
    LoadSettings settings = LoadSettings.builder().build();
    Map<String, Object> before = (Map<String, Object>) new Load(settings).loadFromString(old);
    Map<String, Object> after = (Map<String, Object>) new Load(settings).loadFromString(now);
    metadata(after).put("age", Objects.requireNonNull(metadata(before).get("age")));
    DumpSettings quoted =
        DumpSettings.builder()
            .setDefaultScalarStyle(ScalarStyle.DOUBLE_QUOTED)
            .setWidth(1_000_000)
            .build();
    return new Dump(quoted).dumpToString(after);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> metadata(Map<String, Object> file) {
    return (Map<String, Object>) Objects.requireNonNull(file.get("sops"));
  }

  private int decrypt(Path key, Path file) {
    return bed.run(
            List.of(
                "env",
                "SOPS_AGE_KEY_FILE=" + key,
                bed.sops(),
                "decrypt",
                "--extract",
                "[\"drone\"]",
                file.toString()),
            new byte[0])
        .exitCode();
  }

  private void sops(String... argv) {
    List<String> whole = new ArrayList<>(List.of("env"));
    whole.addAll(List.of(argv));
    Subprocess.Result result = bed.run(whole, new byte[0]);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
