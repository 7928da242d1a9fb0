package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SopsRefusalsIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final Map<Variable, Secret> RPC =
      Map.of(Variable.DRONE_RPC_SECRET, Secret.of("00112233"));

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(sops.names()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void saysWhichKeysWouldDecrypt() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\na: b\n");
    Problem problem = problem(sops.host(file, TEXT, sops.withoutKey())::read);
    assertThat(problem.check()).isEqualTo("sops.decrypts");
    assertThat(problem.seen()).contains("no available key").contains(sops.recipient);
    assertThat(problem.next()).contains("SOPS_AGE_KEY_FILE");
  }

  @Test
  void aKeyFileThatDoesNotExistIsTheCause() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\na: b\n");
    Path missing = folder.resolve("no-key.txt");
    Map<String, String> environment = Map.of("SOPS_AGE_KEY_FILE", missing.toString());

    assertThat(problem(sops.host(file, TEXT, environment)::read).cause())
        .isEqualTo("SOPS_AGE_KEY_FILE names " + missing + ", which does not exist");

    sops.stranger("no-key");
    assertThat(problem(sops.host(file, TEXT, environment)::read).cause())
        .startsWith("the key is elsewhere");
  }

  @Test
  void refusesANewFileThatWeCouldNotReadBack() throws IOException {
    sops.rules("creation_rules:\n  - age: " + sops.stranger() + "\n");
    SopsHostFile host = sops.host(sops.file("drone.yaml"), TEXT);
    assertThat(problem(host::preflight).check()).isEqualTo("sops.decrypts");
    assertThat(sops.names()).isEmpty();
  }

  @Test
  void saysThatNoRuleFits() throws IOException {
    Problem problem = problem(sops.host(sops.folder.resolve("elsewhere.yaml"), TEXT)::preflight);
    assertThat(problem.check()).isEqualTo("sops.recipients");
    assertThat(problem.seen()).contains("no creation rule");
    Files.delete(folder.resolve(".sops.yaml"));
    problem = problem(sops.host(sops.file("drone.yaml"), TEXT)::preflight);
    assertThat(problem.seen()).contains("there is no .sops.yaml");
  }

  @Test
  void blamesABrokenRulesFileAndNotTheSecretsFile() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\na: b\n");
    sops.rules("creation_rules:\n  - path_regex: [^/]+$\n");
    Problem problem = problem(sops.host(file, TEXT)::read);
    assertThat(problem.seen()).contains(".sops.yaml").contains("yaml: line");
    assertThat(problem.next()).contains("correct .sops.yaml");
  }

  @Test
  void refusesAPlainFile() throws IOException {
    Path file = Files.writeString(sops.file("drone.yaml"), "drone: hunter2\n");
    Problem problem = problem(sops.host(file, TEXT)::read);
    assertThat(problem.check()).isEqualTo("sops.encrypted");
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  @Test
  void recognisesAnEditWithoutSops() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\nb: c\n");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("(?m)^b: .*\n", ""));
    Problem problem = problem(sops.host(file, TEXT)::read);
    assertThat(problem.seen()).contains("MAC");
    assertThat(problem.next()).contains("git checkout");
    Files.writeString(file, text.replaceFirst("(?m)^b: .*", "b: hunter2"));
    problem = problem(sops.host(file, TEXT)::read);
    assertThat(problem.check()).isEqualTo("sops.decrypts");
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesToLeaveASecretInPlainText() throws IOException {
    Path file =
        sops.encrypted("drone.yaml", "drone: A=1\nmy_secret: x\n", "--encrypted-regex", "_secret$");
    refusedAsPlain(sops.host(file, TEXT), file, "encrypted_regex: _secret$");
    Path other = sops.encrypted("other.yaml", "drone: A=1\nb: x\n", "--unencrypted-suffix", "rone");
    refusedAsPlain(sops.host(other, TEXT), other, "unencrypted_suffix: rone");
  }

  @Test
  void refusesANewFileWhoseRuleLeavesItPlain() throws IOException {
    sops.rules(
        "creation_rules:\n  - unencrypted_regex: ^drone$\n    age: " + sops.recipient + "\n");
    Problem problem = problem(sops.host(sops.file("drone.yaml"), TEXT)::preflight);
    assertThat(problem.check()).isEqualTo("sops.encrypted");
    assertThat(sops.names()).isEmpty();
  }

  @Test
  void letsTheClientIdLieInPlainText() throws IOException {
    Path file = sops.encrypted("drone.yaml", "b: x\n", "--encrypted-regex", "SECRET$|^b$");
    SopsHostFile host = sops.host(file, new SecretsLayout.Keys(""));
    host.preflight();
    host.write(host.read().revision(), Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("an-id")));
    assertThat(Files.readString(file)).contains("DRONE_GITEA_CLIENT_ID: an-id");
  }

  @Test
  void refusesSeveralDocuments() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n---\nb: c\n");
    unchanged(file, sops.host(file, TEXT)::preflight, "2 YAML documents");
  }

  @Test
  void refusesAKeyThatHoldsSomethingElse() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: hunter2\nmap:\n    a: b\nlist: [1]\n");
    unchanged(file, sops.host(file, TEXT)::preflight, "not dotenv text");
    unchanged(file, sops.host(file, new SecretsLayout.DotenvKey("map"))::preflight, "keys below");
    unchanged(
        file, sops.host(file, new SecretsLayout.DotenvKey("drone.x"))::preflight, "not a map");
    unchanged(file, sops.host(file, new SecretsLayout.Keys("drone"))::preflight, "not a map");
    unchanged(file, sops.host(file, new SecretsLayout.Keys("list"))::preflight, "not a map");
  }

  @Test
  void refusesAKeyThatSopsCannotAddress() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n");
    for (String key : new String[] {"", "a[0]", "a.1", "a..b", "it's", "sops"}) {
      unchanged(
          file,
          () -> sops.host(file, new SecretsLayout.DotenvKey(key), "sops"),
          "cannot be pointed at");
    }
  }

  @Test
  void refusesAVariableThatIsThereTwice() throws IOException {
    Path file = sops.encrypted("drone.env", "DRONE_RPC_SECRET=a\nDRONE_RPC_SECRET=b\n");
    unchanged(file, sops.host(file, new SecretsLayout.WholeFile())::preflight, "2 times");
  }

  @Test
  void refusesToOverwriteSomebodysEdit() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n");
    SopsHostFile host = sops.host(file, TEXT);
    Revision read = host.read().revision();
    sops.encrypted("drone.yaml", "drone: A=2\n");
    unchanged(file, () -> host.write(read, RPC), "changed by somebody else");
    unchanged(file, () -> host.write(Revision.ABSENT, RPC), "changed by somebody else");
  }

  @Test
  void saysThatSopsIsMissing() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n");
    Problem problem = problem(sops.host(file, TEXT, "/nonexistent/sops")::read);
    assertThat(problem.next()).contains("install sops");
  }

  @Test
  void namesTheLineThatIsNoYaml() throws IOException {
    Path file = Files.writeString(sops.file("drone.yaml"), "drone: [hunter2\n");
    Problem problem = problem(sops.host(file, TEXT)::read);
    assertThat(problem.seen()).contains("yaml: line");
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  private void refusedAsPlain(SopsHostFile host, Path file, String rule) throws IOException {
    byte[] before = Files.readAllBytes(file);
    Problem problem = problem(host::preflight);
    assertThat(problem.check()).isEqualTo("sops.encrypted");
    assertThat(problem.cause()).contains(rule);
    Revision revision = host.read().revision();
    assertThat(problem(() -> host.write(revision, RPC)).check()).isEqualTo("sops.encrypted");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(new String(before, StandardCharsets.UTF_8)).doesNotContain("00112233");
  }

  private static void unchanged(Path file, Action action, String seen) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThat(problem(action).seen()).contains(seen).doesNotContain("hunter2");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private interface Action {
    void run() throws IOException;
  }

  private static Problem problem(Action action) {
    Failure failure = catchThrowableOfType(Failure.class, action::run);
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
    assertThat(failure.problem().next()).isNotEmpty();
    return failure.problem();
  }
}
