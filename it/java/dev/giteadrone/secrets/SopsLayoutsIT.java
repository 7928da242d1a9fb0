package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layout through the same life, and YAML as people write it; with the real sops. */
final class SopsLayoutsIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final Map<Variable, Secret> ALL =
      Map.of(
          Variable.DRONE_GITEA_CLIENT_ID, Secret.of("4e09e597-6a1b-4b4f-9d3a-000000000001"),
          Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("gto_abcdefghijklmnopqrstuvwxyz"),
          Variable.DRONE_RPC_SECRET, Secret.of("00112233445566778899aabbccddeeff"));
  private static final Map<Variable, Secret> NEW =
      Map.of(Variable.DRONE_RPC_SECRET, Secret.of("ffeeddccbbaa99887766554433221100"));

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  /** A file as an operator has it, with another variable of theirs beside ours. */
  enum Kind {
    TEXT_IN_YAML("a.yaml", "drone", "# c\nother: x\ndrone: |\n    # mine\n    A=1\nlast: 2\n"),
    TEXT_IN_JSON("a.json", "drone", "{\"drone\": \"# mine\\nA=1\\n\", \"last\": 2}"),
    NESTED_TEXT(
        "b.yaml", "ci.drone", "ci:\n    # c\n    drone: |\n        A=1\n    git: y\nlast: 2\n"),
    KEYS("c.yaml", "drone", "drone:\n    # mine\n    A: 1\nlast: 2\n"),
    KEYS_AT_THE_TOP("c.json", "", "{\"A\": \"1\"}"),
    NESTED_KEYS("d.yml", "ci.drone", "ci:\n    drone:\n        A: 1\n    git: y\n"),
    DOTENV_FILE("drone.env", "", "# mine\nA=1\n"),
    BINARY_FILE("drone", "", "# mine\nA=1\n");

    private final String name;
    private final String key;
    private final String plain;

    Kind(String name, String key, String plain) {
      this.name = name;
      this.key = key;
      this.plain = plain;
    }

    SecretsLayout layout() {
      return switch (this) {
        case TEXT_IN_YAML, TEXT_IN_JSON, NESTED_TEXT -> new SecretsLayout.DotenvKey(key);
        case KEYS, KEYS_AT_THE_TOP, NESTED_KEYS -> new SecretsLayout.Keys(key);
        case DOTENV_FILE, BINARY_FILE -> new SecretsLayout.WholeFile();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void isCreatedChangedAndLeftAlone(Kind kind) throws IOException {
    Path file = sops.file(kind.name);
    SopsHostFile host = sops.host(file, kind.layout());
    host.preflight();
    assertThat(sops.names()).isEmpty();
    Revision now = host.write(Revision.ABSENT, ALL);
    assertThat(freshlyRead(kind)).isEqualTo(new HostSecrets(ALL, 0));
    assertThat(Files.readString(file)).doesNotContain("gto_", "00112233");

    byte[] before = Files.readAllBytes(file);
    assertThat(host.write(now, ALL)).isEqualTo(now);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);

    now = host.write(now, NEW);
    assertThat(freshlyRead(kind).values()).containsAllEntriesOf(NEW).hasSize(3);
    assertThat(sops.host(file, kind.layout()).read().revision()).isEqualTo(now);
    assertThat(sops.names()).containsExactly(kind.name);
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatElseIsThere(Kind kind) throws IOException {
    Path file = sops.encrypted(kind.name, kind.plain);
    String before = sops.decrypted(file);
    byte[] bytes = Files.readAllBytes(file);
    SopsHostFile host = sops.host(file, kind.layout());
    assertThat(host.read().value()).isEqualTo(new HostSecrets(Map.of(), 1));
    host.preflight();
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);

    Revision now = host.write(host.read().revision(), ALL);
    assertThat(freshlyRead(kind)).isEqualTo(new HostSecrets(ALL, 1));
    List<String> lines = sops.decrypted(file).lines().map(SopsLayoutsIT::bare).toList();
    assertThat(lines).containsAll(before.lines().map(SopsLayoutsIT::bare).toList());

    host.remove(now, ALL.keySet());
    assertThat(freshlyRead(kind)).isEqualTo(new HostSecrets(Map.of(), 1));
    assertThat(sops.decrypted(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void refusesToOverwriteAnEditMadeMeanwhile(Kind kind) throws IOException {
    Path file = sops.encrypted(kind.name, kind.plain);
    SopsHostFile host = sops.host(file, kind.layout());
    Revision read = host.read().revision();
    sops.encrypted(kind.name, kind.plain);
    byte[] edited = Files.readAllBytes(file);
    Failure failure = catchThrowableOfType(Failure.class, () -> host.write(read, ALL));
    assertThat(failure.problem().seen()).contains("changed by somebody else");
    assertThat(Files.readAllBytes(file)).isEqualTo(edited);
    assertThat(sops.names()).containsExactly(kind.name);
  }

  @Test
  void keepsTheValuesOfAnchorsAndMergeKeysThatSopsWroteOut() throws IOException {
    Path file =
        sops.encrypted(
            "drone.yaml",
            """
            base: &base
                x: 1
                y: two
            derived:
                <<: *base
                z: 3
            drone: &text A=1
            again: *text
            """);
    // sops itself writes out what an alias stands for, and marks the merge key.
    assertThat(Files.readString(file)).contains("!!merge <<:").doesNotContain("*base");
    String before = sops.decrypted(file);
    SopsHostFile host = sops.host(file, TEXT);
    host.preflight();
    host.write(host.read().revision(), NEW);
    assertThat(sops.decrypted(file))
        .isEqualTo(
            before.replace(
                "drone: A=1",
                "drone: |-\n    A=1\n    DRONE_RPC_SECRET=ffeeddccbbaa99887766554433221100"));
  }

  @Test
  void writesOutAliasesThatSomebodyPutIntoTheEncryptedFileAsSopsItselfDoes() throws IOException {
    Path file = sops.encrypted("drone.yaml", "a_unencrypted: q\nb_unencrypted: q\ndrone: A=1\n");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("a_unencrypted: q", "a_unencrypted: &a q")
            .replace("b_unencrypted: q", "b_unencrypted: *a"));
    SopsHostFile host = sops.host(file, TEXT);
    host.write(host.read().revision(), NEW);
    assertThat(sops.decrypted(file)).startsWith("a_unencrypted: q\nb_unencrypted: q\ndrone: ");
  }

  @Test
  void refusesAnAliasOfACiphertext() throws IOException {
    Path file = sops.encrypted("drone.yaml", "a: q\nb: q\ndrone: A=1\n");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?m)^a: ", "a: &a ")
            .replaceFirst("(?m)^b: .*$", "b: *a"));
    byte[] before = Files.readAllBytes(file);
    Failure failure = catchThrowableOfType(Failure.class, sops.host(file, TEXT)::read);
    assertThat(failure.problem().seen()).contains("not ciphertext of this file");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void keepsTheContentOfAFileWithWindowsLineEndsOrWithoutTheLastOne() throws IOException {
    String plain = "# c\nother: x\ndrone: |\n    A=1\n    B=2\nlast: z\n";
    Path file = sops.encrypted("drone.yaml", plain);
    String lines = Files.readString(file);
    for (String text : List.of(lines.replace("\n", "\r\n"), lines.stripTrailing())) {
      Files.writeString(file, text);
      SopsHostFile host = sops.host(file, TEXT);
      Revision now = host.read().revision();
      host.preflight();
      host.write(now, Map.of());
      assertThat(Files.readString(file)).isEqualTo(text);
      host.write(now, NEW);
      assertThat(sops.decrypted(file))
          .isEqualTo(
              plain.replace(
                  "    B=2\n", "    B=2\n    DRONE_RPC_SECRET=ffeeddccbbaa99887766554433221100\n"));
    }
  }

  @Test
  void keepsTheRunnersFileApart() throws IOException {
    // As secrets.runner: a file that has the RPC secret and nothing else of ours.
    Path file = sops.encrypted("runner.yaml", "runner: |\n    DRONE_RUNNER_CAPACITY=2\nnote: x\n");
    SopsHostFile runner = sops.host(file, new SecretsLayout.DotenvKey("runner"));
    runner.preflight();
    Revision now = runner.write(runner.read().revision(), NEW);
    assertThat(sops.decrypted(file))
        .isEqualTo(
            """
            runner: |
                DRONE_RUNNER_CAPACITY=2
                DRONE_RPC_SECRET=ffeeddccbbaa99887766554433221100
            note: x
            """);
    assertThat(runner.write(now, NEW)).isEqualTo(now);
  }

  private HostSecrets freshlyRead(Kind kind) throws IOException {
    return sops.host(sops.file(kind.name), kind.layout()).read().value();
  }

  /** A line without what the format puts around it. */
  private static String bare(String line) {
    return line.replaceFirst(",$", "").replaceFirst("\"drone\": .*", "\"drone\"").strip();
  }
}
