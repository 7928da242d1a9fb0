package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kinds of keys that people have, and the ways sops finds them; with the real sops and gpg. */
final class SopsKeysIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final Map<Variable, Secret> RPC =
      Map.of(Variable.DRONE_RPC_SECRET, Secret.of("00112233445566778899aabbccddeeff"));
  private static final String PLAIN = "other: kept\ndrone: A=1\n";

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  /** Where sops looks for an age key. */
  enum Source {
    VARIABLE_WITH_A_FILE,
    VARIABLE_WITH_THE_KEY,
    VARIABLE_WITH_A_COMMAND,
    CONFIG_FOLDER,
    HOME,
    SSH_KEY_FILE,
    SSH_KEY_IN_HOME;

    Map<String, String> environment(RealSops sops) throws IOException {
      Path home = Files.createDirectories(sops.folder.resolve("home"));
      return switch (this) {
        case VARIABLE_WITH_A_FILE -> sops.withKey();
        case VARIABLE_WITH_THE_KEY ->
            Map.of("SOPS_AGE_KEY", Files.readString(sops.keyFile()).strip());
        case VARIABLE_WITH_A_COMMAND -> Map.of("SOPS_AGE_KEY_CMD", "cat " + sops.keyFile());
        case CONFIG_FOLDER -> {
          keys(sops, sops.folder.resolve("xdg/sops/age"));
          yield Map.of("XDG_CONFIG_HOME", sops.folder.resolve("xdg").toString());
        }
        case HOME -> {
          keys(sops, home.resolve(".config/sops/age"));
          yield Map.of();
        }
        case SSH_KEY_FILE -> {
          Path key = ssh(sops, sops.folder.resolve("deploy_key"));
          yield Map.of("SOPS_AGE_SSH_PRIVATE_KEY_FILE", key.toString());
        }
        case SSH_KEY_IN_HOME -> {
          ssh(sops, Files.createDirectories(home.resolve(".ssh")).resolve("id_ed25519"));
          yield Map.of();
        }
      };
    }

    private static void keys(RealSops sops, Path folder) throws IOException {
      Files.copy(sops.keyFile(), Files.createDirectories(folder).resolve("keys.txt"));
    }

    /** An SSH key, and a rule for it instead of the age key. */
    private static Path ssh(RealSops sops, Path key) throws IOException {
      sops.tool(
          Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "me@host", "-f", "" + key);
      String recipient = Files.readString(Path.of(key + ".pub")).strip();
      assertThat(recipient).startsWith("ssh-ed25519 ");
      sops.rules("creation_rules:\n  - age: " + recipient + "\n");
      return key;
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsTheKeyWhereSopsFindsIt(Source source) throws IOException {
    Map<String, String> operator = source.environment(sops);
    Path file = sops.file("drone.yaml");
    Path admin = sops.file("admin.yaml");

    sops.host(file, TEXT, operator).preflight();
    assertThat(sops.names()).isEmpty();
    Revision first = sops.host(file, TEXT, operator).write(Revision.ABSENT, RPC);
    sops.admin(admin, operator)
        .write(Revision.ABSENT, AdminRecord.EMPTY.with(AdminKey.USERNAME, "my-admin"));

    assertThat(sops.host(file, TEXT, operator).read().value().values()).isEqualTo(RPC);
    assertThat(sops.admin(admin, operator).read().value().text(AdminKey.USERNAME))
        .contains("my-admin");
    Secret id = Secret.of("an-id");
    sops.host(file, TEXT, operator).write(first, Map.of(Variable.DRONE_GITEA_CLIENT_ID, id));
    assertThat(sops.host(file, TEXT, operator).read().value().values())
        .containsEntry(Variable.DRONE_GITEA_CLIENT_ID, id)
        .containsAllEntriesOf(RPC);
  }

  @Test
  void saysHowToHandItTheKeyThatIsMissing() throws IOException {
    Map<String, String> nobody = Map.of("HOME", "/nonexistent", "GNUPGHOME", "/nonexistent");
    sops.encrypted("drone.yaml", PLAIN);
    assertThat(problem(sops.host(sops.file("drone.yaml"), TEXT, nobody)::read).next())
        .startsWith("SOPS_AGE_KEY_FILE=");
    Source.SSH_KEY_FILE.environment(sops);
    sops.encrypted("drone.yaml", PLAIN);
    assertThat(problem(sops.host(sops.file("drone.yaml"), TEXT, nobody)::read).next())
        .startsWith("SOPS_AGE_SSH_PRIVATE_KEY_FILE=");
    try (RealGpg gpg = new RealGpg(sops, "gpg")) {
      String operator = gpg.newKey("operator");
      pgp(gpg, "pgp: " + operator);
      assertThat(problem(sops.host(sops.file("pgp.yaml"), TEXT, nobody)::read).next())
          .startsWith("gpg --list-secret-keys " + operator);
    }
  }

  @Test
  void eitherKeyDecryptsAFileForAgeAndPgp() throws IOException {
    try (RealGpg gpg = new RealGpg(sops, "gpg")) {
      String operator = gpg.newKey("operator");
      Path file = pgp(gpg, "age: " + sops.recipient + "\n    pgp: " + operator);
      Map<String, String> age = Map.of("SOPS_AGE_KEY_FILE", "" + sops.keyFile(), "GNUPGHOME", "/x");
      Revision now = sops.host(file, TEXT, gpg.environment()).read().revision();

      // Whoever has only one of them can change it, for both.
      now = sops.host(file, TEXT, gpg.environment()).write(now, RPC);
      assertThat(sops.host(file, TEXT, age).read().value().values()).isEqualTo(RPC);
      Secret id = Secret.of("an-id");
      sops.host(file, TEXT, age).write(now, Map.of(Variable.DRONE_GITEA_CLIENT_ID, id));
      assertThat(sops.host(file, TEXT, gpg.environment()).read().value().values())
          .containsEntry(Variable.DRONE_GITEA_CLIENT_ID, id);
      assertThat(sops.host(file, TEXT, age).recipients())
          .isEqualTo(KeyGroups.anyOf(List.of(sops.recipient, operator)));
      assertThat(sops.decrypted(file)).contains("other: kept");
    }
  }

  @Test
  void createsChangesAndRenewsAFileForPgpOnly() throws IOException {
    try (RealGpg gpg = new RealGpg(sops, "gpg")) {
      String operator = gpg.newKey("operator");
      sops.rules("creation_rules:\n  - pgp: " + operator + "\n");
      Path file = sops.file("drone.env");
      SopsHostFile host = sops.host(file, new SecretsLayout.WholeFile(), gpg.environment());
      host.preflight();
      assertThat(sops.names()).isEmpty();
      Revision now = host.write(Revision.ABSENT, RPC);
      now = host.write(now, Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("an-id")));
      now = host.renewDataKey(now);
      assertThat(
              sops.host(file, new SecretsLayout.WholeFile(), gpg.environment()).read().revision())
          .isEqualTo(now);
      assertThat(host.read().value().values()).hasSize(2).containsAllEntriesOf(RPC);
      assertThat(host.recipients()).isEqualTo(KeyGroups.anyOf(List.of(operator)));
    }
  }

  @Test
  void saysWhosePublicKeyIsMissing() throws IOException {
    try (RealGpg gpg = new RealGpg(sops, "gpg");
        RealGpg other = new RealGpg(sops, "other")) {
      String operator = gpg.newKey("operator");
      String host = other.newKey("host");
      sops.rules("creation_rules:\n  - pgp: " + operator + "," + host + "\n");
      Problem problem =
          problem(sops.host(sops.file("drone.yaml"), TEXT, gpg.environment())::preflight);
      assertThat(problem.check()).isEqualTo("sops.recipients");
      assertThat(problem.seen()).contains(host);
      assertThat(problem.next()).contains("gpg --list-keys " + host);
      assertThat(sops.names()).isEmpty();

      gpg.learn(other, host);
      sops.host(sops.file("drone.yaml"), TEXT, gpg.environment()).write(Revision.ABSENT, RPC);
      assertThat(
              sops.host(sops.file("drone.yaml"), TEXT, other.environment()).read().value().values())
          .isEqualTo(RPC);
    }
  }

  @Test
  void saysThatARecipientIsNone() throws IOException {
    sops.rules("creation_rules:\n  - age: AGE-SECRET-KEY-1HUNTER2\n");
    Problem problem = problem(sops.host(sops.file("drone.yaml"), TEXT)::preflight);
    assertThat(problem.check()).isEqualTo("sops.recipients");
    assertThat(problem.next()).contains("correct .sops.yaml");
    assertThat(problem.toString()).doesNotContain("HUNTER2");
  }

  @Test
  void theHostsPgpKeyMustNotDecryptTheAdminFile() throws IOException {
    try (RealGpg gpg = new RealGpg(sops, "gpg")) {
      String operator = gpg.newKey("operator");
      String host = gpg.newKey("host");
      String both = "    pgp: " + operator + "," + host + "\n";
      // One rule for both files, the host's fingerprint spelt otherwise in one of them.
      sops.rules(
          "creation_rules:\n  - path_regex: admin\n    pgp: "
              + host.toLowerCase(Locale.ROOT)
              + ","
              + operator
              + "\n  - path_regex: drone\n"
              + both);
      assertThat(hostReadsAdminFile(gpg.environment())).isTrue();
      sops.rules(
          "creation_rules:\n  - path_regex: admin\n    pgp: "
              + operator
              + "\n  - path_regex: drone\n"
              + both);
      assertThat(hostReadsAdminFile(gpg.environment())).isFalse();
    }
  }

  @Test
  void keepsKeyGroupsAndTellsWhoCanDecryptThem() throws IOException {
    try (RealGpg gpg = new RealGpg(sops, "gpg")) {
      String operator = gpg.newKey("operator");
      String second = sops.stranger("second");
      String third = sops.stranger("third");
      sops.rules(
          """
          creation_rules:
            - shamir_threshold: 2
              key_groups:
                - age: [%s, %s]
                - pgp: [%s]
                - age: [%s]
          """
              .formatted(sops.recipient, second, operator, third));
      KeyGroups wanted =
          new KeyGroups(
              List.of(List.of(sops.recipient, second), List.of(operator), List.of(third)), 2);
      Map<String, String> two =
          Map.of(
              "SOPS_AGE_KEY_FILE",
              "" + sops.keyFile(),
              "GNUPGHOME",
              gpg.environment().getOrDefault("GNUPGHOME", ""));
      for (String name : List.of("drone.yaml", "drone.json", "drone.env", "drone")) {
        SecretsLayout layout =
            name.contains("yaml") || name.contains("json") ? TEXT : new SecretsLayout.WholeFile();
        SopsHostFile host = sops.host(sops.file(name), layout, two);
        assertThat(host.preflight()).as(name).isEqualTo(wanted);
        Revision now = host.write(Revision.ABSENT, RPC);
        now = host.write(now, Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("an-id")));
        host.renewDataKey(now);
        assertThat(host.recipients()).as(name).isEqualTo(wanted);
        SopsHostFile again = sops.host(sops.file(name), layout, two);
        assertThat(again.read().value().values()).as(name).hasSize(2).containsAllEntriesOf(RPC);

        Problem one = problem(sops.host(sops.file(name), layout, sops.withKey())::read);
        assertThat(one.seen()).as(name).contains("2 of these 3 groups");
      }
    }
  }

  @Test
  void aHostThatNeedsTheOperatorsKeyTooMayBeARecipientOfTheAdminFile() throws IOException {
    String host = sops.stranger("host");
    String rescue = sops.stranger("rescue");
    String text =
        """
        creation_rules:
          - path_regex: admin
            shamir_threshold: 2
            key_groups:
              - age: [%s]
              - age: [%s, %s]
          - path_regex: drone
            age: %s,%s
        """;
    sops.rules(text.formatted(sops.recipient, host, rescue, sops.recipient, host));
    Files.writeString(
        folder.resolve("two.txt"),
        Files.readString(sops.keyFile()) + Files.readString(folder.resolve("host.txt")));
    Map<String, String> two = Map.of("SOPS_AGE_KEY_FILE", folder.resolve("two.txt").toString());
    assertThat(hostReadsAdminFile(two)).isFalse();
    // Both groups have the host: now it needs nobody.
    sops.rules(text.formatted(host, host, rescue, sops.recipient, host));
    assertThat(hostReadsAdminFile(two)).isFalse();
    sops.rules(
        text.formatted(host + ", " + sops.recipient, host, sops.recipient, sops.recipient, host));
    assertThat(hostReadsAdminFile(two)).isTrue();
  }

  @Test
  void keepsSeveralRecipientsThroughRulesWithAnchors() throws IOException {
    String host = sops.stranger("host");
    String other = sops.stranger("other");
    sops.rules(
        """
        keys:
          - &operator %s
          - &host %s
          - &other %s
        creation_rules:
          - path_regex: secrets/.*$
            key_groups:
              - age:
                  - *operator
                  - *host
                  - *other
        """
            .formatted(sops.recipient, host, other));
    SopsHostFile file = sops.host(sops.file("drone.yaml"), TEXT);
    Revision now = file.write(Revision.ABSENT, RPC);
    file.write(now, Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("an-id")));
    assertThat(file.recipients()).isEqualTo(KeyGroups.anyOf(List.of(sops.recipient, host, other)));
    for (String key : List.of("host", "other")) {
      Map<String, String> only =
          Map.of("SOPS_AGE_KEY_FILE", folder.resolve(key + ".txt").toString());
      assertThat(sops.host(sops.file("drone.yaml"), TEXT, only).read().value().values())
          .containsAllEntriesOf(RPC);
    }
  }

  private boolean hostReadsAdminFile(Map<String, String> operator) {
    KeyGroups admin = sops.admin(sops.file("admin.yaml"), operator).preflight();
    return admin.readableByReadersOf(
        sops.host(sops.file("drone.yaml"), TEXT, operator).preflight());
  }

  /** A file made by a rule with these keys. */
  private Path pgp(RealGpg gpg, String keys) throws IOException {
    sops.rules("creation_rules:\n  - " + keys + "\n");
    Path file = sops.file("pgp.yaml");
    Path plain = Files.writeString(folder.resolve("plain.yaml"), PLAIN);
    String encrypted =
        sops.sops(gpg.environment(), "encrypt", "--filename-override", "" + file, "" + plain);
    Files.delete(plain);
    return Files.writeString(file, encrypted);
  }

  private interface Action {
    void run();
  }

  private static Problem problem(Action action) {
    Failure failure = catchThrowableOfType(Failure.class, action::run);
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
    return failure.problem();
  }
}
