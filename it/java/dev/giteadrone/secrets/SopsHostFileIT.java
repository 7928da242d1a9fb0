package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SopsHostFileIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final SecretsLayout WHOLE = new SecretsLayout.WholeFile();
  private static final String ID = "4e09e597-6a1b-4b4f-9d3a-000000000001";
  private static final String SECRET = "gto_abcdefghijklmnopqrstuvwxyz";
  private static final String RPC = "00112233445566778899aabbccddeeff";
  private static final Map<Variable, Secret> ALL =
      Map.of(
          Variable.DRONE_GITEA_CLIENT_ID, Secret.of(ID),
          Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of(SECRET),
          Variable.DRONE_RPC_SECRET, Secret.of(RPC));
  private static final String ALL_LINES =
      "DRONE_GITEA_CLIENT_ID="
          + ID
          + "\nDRONE_GITEA_CLIENT_SECRET="
          + SECRET
          + "\nDRONE_RPC_SECRET="
          + RPC
          + "\n";

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  @Test
  void createsTheFileByItsCreationRule() throws IOException {
    Path file = sops.file("drone.yaml");
    SopsHostFile host = sops.host(file, TEXT);
    assertThat(host.read()).isEqualTo(new Stored<>(new HostSecrets(Map.of(), 0), Revision.ABSENT));
    assertThat(host.recipients().keys()).isEmpty();
    host.preflight();
    assertThat(sops.names()).isEmpty();
    Revision revision = host.write(Revision.ABSENT, ALL);
    assertThat(sops.extracted(file, "[\"drone\"]")).isEqualTo(ALL_LINES);
    assertThat(Files.readString(file)).doesNotContain(SECRET, RPC, ID);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(host.recipients().keys()).containsExactly(sops.recipient);
    assertThat(sops.host(file, TEXT).read())
        .isEqualTo(new Stored<>(new HostSecrets(ALL, 0), revision));
  }

  @Test
  void createsMissingFoldersOnlyWhenItWrites() throws IOException {
    sops.rules("creation_rules:\n  - path_regex: deep/er/drone.yaml$\n    age: " + sops.recipient);
    Path file = sops.folder.resolve("deep/er/drone.yaml");
    SopsHostFile host = sops.host(file, TEXT);
    host.preflight();
    assertThat(sops.folder.resolve("deep")).doesNotExist();
    host.write(Revision.ABSENT, ALL);
    assertThat(sops.extracted(file, "[\"drone\"]")).isEqualTo(ALL_LINES);
  }

  @Test
  void keepsOtherKeysCommentsOrderModeAndCiphertext() throws IOException {
    Path file =
        sops.encrypted(
            "drone.yaml",
            """
            # about this file
            first: one
            drone: |
                # Drone
                OTHER='quoted # value'
                DRONE_RPC_SECRET=kept
            nested:
                # inner
                key: value
            last: 3
            """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    List<String> before = Files.readAllLines(file);
    SopsHostFile host = sops.host(file, TEXT);
    Stored<HostSecrets> read = host.read();
    assertThat(read.value().get(Variable.DRONE_RPC_SECRET)).contains(Secret.of("kept"));
    assertThat(read.value().others()).isEqualTo(1);
    host.preflight();
    assertThat(Files.readAllLines(file)).isEqualTo(before);

    host.write(read.revision(), Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of(ID)));

    assertThat(sops.extracted(file, "[\"drone\"]"))
        .isEqualTo(
            "# Drone\nOTHER='quoted # value'\nDRONE_RPC_SECRET=kept\nDRONE_GITEA_CLIENT_ID="
                + ID
                + "\n");
    List<String> after = Files.readAllLines(file);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).matches("(drone:| *mac:| *lastmodified:).*")) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(sops.names()).containsExactly("drone.yaml");
  }

  @Test
  void takesOneCallToReadAndTwoToWriteAndNoneForNothing() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\nother: x\n");
    SopsHostFile host = sops.host(file, TEXT);
    assertThat(sops.calls(host::read)).isEqualTo(1);
    Revision revision = host.read().revision();
    assertThat(sops.calls(() -> host.write(revision, ALL))).isEqualTo(2);
    byte[] written = Files.readAllBytes(file);
    assertThat(sops.calls(() -> assertThat(host.read().value().values()).isEqualTo(ALL))).isZero();
    Revision now = host.read().revision();
    assertThat(sops.calls(() -> assertThat(host.write(now, ALL)).isEqualTo(now))).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
  }

  @Test
  void keepsLineEndsAndAMissingLastOne() throws IOException {
    Path file =
        sops.encrypted("drone.json", "{\"drone\": \"A=1\\r\\nDRONE_RPC_SECRET=old\\r\\nB=2\"}");
    SopsHostFile host = sops.host(file, TEXT);
    host.write(host.read().revision(), Map.of(Variable.DRONE_RPC_SECRET, Secret.of(RPC)));
    assertThat(sops.extracted(file, "[\"drone\"]"))
        .isEqualTo("A=1\r\nDRONE_RPC_SECRET=" + RPC + "\r\nB=2");
  }

  @Test
  void descendsIntoNestedKeys() throws IOException {
    Path file = sops.encrypted("host.yaml", "services:\n    git: x\n");
    SopsHostFile host = sops.host(file, new SecretsLayout.DotenvKey("services.ci.drone"));
    assertThat(host.read().value().values()).isEmpty();
    host.preflight();
    host.write(host.read().revision(), ALL);
    assertThat(sops.extracted(file, "[\"services\"][\"ci\"][\"drone\"]")).isEqualTo(ALL_LINES);
    assertThat(sops.extracted(file, "[\"services\"][\"git\"]")).isEqualTo("x");
  }

  @Test
  void writesOneKeyAVariable() throws IOException {
    Path file =
        sops.encrypted("drone.yaml", "drone:\n    DRONE_RPC_SECRET: kept\n    # c\n    more: 1\n");
    SopsHostFile host = sops.host(file, new SecretsLayout.Keys("drone"));
    assertThat(host.read().value().others()).isEqualTo(1);
    host.preflight();
    host.write(
        host.read().revision(),
        Map.of(
            Variable.DRONE_GITEA_CLIENT_ID,
            Secret.of(ID),
            Variable.DRONE_GITEA_CLIENT_SECRET,
            Secret.of(SECRET),
            Variable.DRONE_RPC_SECRET,
            Secret.of("kept")));
    assertThat(sops.decrypted(file))
        .isEqualTo(
            """
            drone:
                DRONE_RPC_SECRET: kept
                # c
                more: 1
                DRONE_GITEA_CLIENT_ID: %s
                DRONE_GITEA_CLIENT_SECRET: %s
            """
                .formatted(ID, SECRET));
  }

  @Test
  void createsOneKeyAVariableAtTheTop() throws IOException {
    Path file = sops.file("drone.json");
    SopsHostFile host = sops.host(file, new SecretsLayout.Keys(""));
    host.preflight();
    host.write(Revision.ABSENT, ALL);
    assertThat(sops.host(file, new SecretsLayout.Keys("")).read().value())
        .isEqualTo(new HostSecrets(ALL, 0));
  }

  @Test
  void changesAWholeDotenvFile() throws IOException {
    Path file = sops.encrypted("drone.env", "# hi\nA='1'\nDRONE_RPC_SECRET=old\nB=2\n");
    List<String> before = Files.readAllLines(file);
    SopsHostFile host = sops.host(file, WHOLE);
    assertThat(host.read().value().others()).isEqualTo(2);
    assertThat(host.recipients().keys()).containsExactly(sops.recipient);
    host.preflight();
    assertThat(Files.readAllLines(file)).isEqualTo(before);
    host.write(host.read().revision(), ALL);
    assertThat(sops.decrypted(file))
        .isEqualTo(
            "# hi\nA='1'\nDRONE_RPC_SECRET=%s\nB=2\nDRONE_GITEA_CLIENT_ID=%s\nDRONE_GITEA_CLIENT_SECRET=%s\n"
                .formatted(RPC, ID, SECRET));
    assertThat(Files.readAllLines(file)).contains(before.get(0), before.get(1), before.get(3));
    assertThat(sops.host(file, WHOLE).read().value()).isEqualTo(new HostSecrets(ALL, 2));
  }

  @Test
  void replacesAnExportedVariableThatSystemdWouldNotRead() throws IOException {
    Path file = sops.encrypted("drone.env", "export DRONE_RPC_SECRET=old\nB=2\n");
    SopsHostFile host = sops.host(file, WHOLE);
    host.write(host.read().revision(), Map.of(Variable.DRONE_RPC_SECRET, Secret.of(RPC)));
    assertThat(sops.decrypted(file)).isEqualTo("B=2\nDRONE_RPC_SECRET=" + RPC + "\n");
  }

  @Test
  void createsAWholeDotenvFileAndABinaryOne() throws IOException {
    for (String name : List.of("drone.env", "drone-environment")) {
      Path file = sops.file(name);
      SopsHostFile host = sops.host(file, WHOLE);
      host.preflight();
      host.write(Revision.ABSENT, ALL);
      assertThat(sops.decrypted(file)).isEqualTo(ALL_LINES);
      assertThat(Files.readString(file)).doesNotContain(SECRET);
    }
  }

  @Test
  void changesABinaryFileByteByByte() throws IOException {
    Path file = sops.encrypted("drone", "# ü\nA=\"x y\"\nDRONE_RPC_SECRET=''\n");
    SopsHostFile host = sops.host(file, WHOLE);
    assertThat(host.read().value()).isEqualTo(new HostSecrets(Map.of(), 1));
    host.preflight();
    host.write(host.read().revision(), Map.of(Variable.DRONE_RPC_SECRET, Secret.of(RPC)));
    assertThat(sops.decrypted(file)).isEqualTo("# ü\nA=\"x y\"\nDRONE_RPC_SECRET=" + RPC + "\n");
  }

  @Test
  void keepsASymbolicLinkALink() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    SopsHostFile host = sops.host(link, TEXT);
    host.preflight();
    host.write(host.read().revision(), ALL);
    assertThat(link).isSymbolicLink();
    assertThat(sops.extracted(file, "[\"drone\"]")).isEqualTo(ALL_LINES);
  }

  @Test
  void leavesNoSecretInAnyOtherFile() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: ''\n");
    SopsHostFile host = sops.host(file, TEXT);
    host.write(host.read().revision(), ALL);
    try (var files = Files.walk(folder)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(one);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
            .as(one.toString())
            .doesNotContain(SECRET, RPC);
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }
}
