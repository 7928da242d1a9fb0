package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables that go and data keys that are renewed, with the real sops. */
final class SopsRemovalIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final SecretsLayout WHOLE = new SecretsLayout.WholeFile();
  private static final Set<Variable> CLIENT =
      Set.of(Variable.DRONE_GITEA_CLIENT_ID, Variable.DRONE_GITEA_CLIENT_SECRET);

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  @Test
  void removesLinesOfTheTextAndKeepsAllElse() throws IOException {
    Path file =
        sops.encrypted(
            "drone.yaml",
            """
            # about this file
            first: one
            drone: |
                # Drone
                DRONE_GITEA_CLIENT_ID=id
                OTHER='quoted # value'
                  export DRONE_GITEA_CLIENT_SECRET="se
                cret"
                DRONE_RPC_SECRET=kept
            last: 3
            """);
    List<String> before = Files.readAllLines(file);
    SopsHostFile host = sops.host(file, TEXT);

    host.remove(host.read().revision(), CLIENT);

    assertThat(sops.extracted(file, "[\"drone\"]"))
        .isEqualTo("# Drone\nOTHER='quoted # value'\nDRONE_RPC_SECRET=kept\n");
    List<String> after = Files.readAllLines(file);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).matches("(drone:| *mac:| *lastmodified:).*")) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }

  @Test
  void leavesTheKeyInPlaceAndEncryptedWhenNothingIsLeftInIt() throws IOException {
    Path file =
        sops.encrypted(
            "drone.yaml",
            "drone: |\n    DRONE_GITEA_CLIENT_ID=a\n    DRONE_GITEA_CLIENT_SECRET=b\n");
    SopsHostFile host = sops.host(file, TEXT);

    host.remove(host.read().revision(), CLIENT);

    assertThat(sops.extracted(file, "[\"drone\"]")).isBlank();
    assertThat(Files.readAllLines(file).getFirst()).startsWith("drone: ENC[");
    assertThat(host.read().value().values()).isEmpty();
  }

  @Test
  void removesKeysOfTheirOwn() throws IOException {
    Path file =
        sops.encrypted(
            "drone.yaml",
            "drone:\n    DRONE_GITEA_CLIENT_ID: a\n    # c\n    more: 1\n    DRONE_GITEA_CLIENT_SECRET: b\n");
    SopsHostFile host = sops.host(file, new SecretsLayout.Keys("drone"));

    host.remove(host.read().revision(), CLIENT);

    assertThat(sops.decrypted(file)).isEqualTo("drone:\n    # c\n    more: 1\n");
  }

  @Test
  void removesLinesOfAWholeFile() throws IOException {
    Path file =
        sops.encrypted(
            "drone.env", "A=1\nDRONE_GITEA_CLIENT_ID=a\nDRONE_GITEA_CLIENT_SECRET=b\nB=2\n");
    SopsHostFile host = sops.host(file, WHOLE);

    host.remove(host.read().revision(), CLIENT);

    assertThat(sops.decrypted(file)).isEqualTo("A=1\nB=2\n");
  }

  @Test
  void removesLinesOfABinaryFile() throws IOException {
    Path file =
        sops.encrypted("drone.bin", "DRONE_GITEA_CLIENT_ID=a\r\nDRONE_GITEA_CLIENT_SECRET=b\r\n");
    SopsHostFile host = sops.host(file, WHOLE);

    host.remove(host.read().revision(), CLIENT);

    assertThat(sops.decrypted(file)).isBlank();
  }

  @Test
  void leavesTheBytesWhereThereIsNothingToRemove() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: |\n    DRONE_RPC_SECRET=kept\n");
    byte[] before = Files.readAllBytes(file);
    SopsHostFile host = sops.host(file, TEXT);
    Revision revision = host.read().revision();

    assertThat(host.remove(revision, CLIENT)).isEqualTo(revision);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "drone.yaml,'# c\ndrone: \"A=1\"\nlist:\n    - 1\n    - two\n'",
    "drone.json,'{\"drone\": \"A=1\", \"n\": {\"x\": 1.5}}'",
    "drone.env,'# c\nA=1\nB=x y\n'",
    "drone.bin,'A=1\nB=2'"
  })
  void renewsTheDataKeyAndNothingElse(String name, String plain) throws IOException {
    Path file = sops.encrypted(name, plain);
    String text = sops.decrypted(file);
    byte[] before = Files.readAllBytes(file);
    SopsHostFile host =
        sops.host(file, name.endsWith("yaml") || name.endsWith("json") ? TEXT : WHOLE);
    KeyGroups recipients = host.recipients();

    Revision renewed = host.renewDataKey(host.read().revision());

    assertThat(sops.decrypted(file)).isEqualTo(text);
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    assertThat(host.recipients()).isEqualTo(recipients);
    assertThat(sops.host(file, host(name)).read().revision()).isEqualTo(renewed);
    assertThat(sops.names()).containsExactly(name);
  }

  private static SecretsLayout host(String name) {
    return name.endsWith("yaml") || name.endsWith("json") ? TEXT : WHOLE;
  }

  @Test
  void anEditMeanwhileKeepsTheDataKeyFromBeingRenewed() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n");
    SopsHostFile host = sops.host(file, TEXT);
    Revision read = host.read().revision();
    Files.writeString(file, Files.readString(file) + "# edited\n");
    byte[] edited = Files.readAllBytes(file);

    assertThatThrownBy(() -> host.renewDataKey(read))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE));
    assertThat(Files.readAllBytes(file)).isEqualTo(edited);
  }

  @Test
  void aFileThatDoesNotExistStaysSo() throws IOException {
    Path file = sops.file("drone.yaml");
    SopsHostFile host = sops.host(file, TEXT);

    assertThat(host.renewDataKey(Revision.ABSENT)).isEqualTo(Revision.ABSENT);
    assertThat(host.remove(Revision.ABSENT, CLIENT)).isEqualTo(Revision.ABSENT);
    assertThat(file).doesNotExist();
  }
}
