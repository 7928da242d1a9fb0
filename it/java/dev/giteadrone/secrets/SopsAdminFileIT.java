package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SopsAdminFileIT {
  private static final AdminRecord PENDING =
      AdminRecord.EMPTY
          .with(AdminKey.USERNAME, "my-admin")
          .with(AdminKey.PASSWORD, Secret.of("p\"a'ss \\ wörd"))
          .with(AdminKey.PENDING_ADMIN, "cli")
          .withPendingTokens(List.of("gitea-drone-1", "gitea-drone-2"));

  /** A rule that names each of our secrets, as somebody may have written it. */
  private static final String OURS =
      Stream.of(AdminKey.values()).map(AdminKey::key).collect(Collectors.joining("|", "^(", ")$"));

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  @Test
  void createsAndReadsBackAndRemoves() throws IOException {
    Path file = sops.file("admin.yaml");
    SopsAdminFile admin = sops.admin(file);
    assertThat(admin.read()).isEqualTo(new Stored<>(AdminRecord.EMPTY, Revision.ABSENT));
    admin.preflight();
    assertThat(sops.names()).isEmpty();
    Revision first = admin.write(Revision.ABSENT, PENDING);
    assertThat(sops.admin(file).read()).isEqualTo(new Stored<>(PENDING, first));
    assertThat(Files.readString(file)).doesNotContain("my-admin", "wörd", "cli", "gitea-drone-1");
    AdminRecord done =
        PENDING
            .without(AdminKey.PENDING_ADMIN, AdminKey.PENDING_TOKENS)
            .with(AdminKey.TOKEN, Secret.of("0123456789abcdef"));
    Revision second = admin.write(first, done);
    assertThat(sops.admin(file).read()).isEqualTo(new Stored<>(done, second));
    assertThat(Files.readString(file)).doesNotContain("pending");
    assertThat(admin.recipients().keys()).containsExactly(sops.recipient);
  }

  @Test
  void keepsKeysThatAreNotOurs() throws IOException {
    Path file = sops.encrypted("admin.yaml", "# mine\nbackup: x\npassword: old\nzone: {a: 1}\n");
    SopsAdminFile admin = sops.admin(file);
    Stored<AdminRecord> read = admin.read();
    admin.preflight();
    admin.write(read.revision(), read.value().with(AdminKey.NEXT_PASSWORD, Secret.of("new")));
    assertThat(sops.decrypted(file))
        .isEqualTo(
            "# mine\nbackup: x\npassword: old\nzone:\n    a: 1\nformat: \"2\"\nnext_password:"
                + " new\n");
  }

  @Test
  void aFileOfTheFirstFormatIsMigratedWithTheNextWriteAndNotBefore() throws IOException {
    Path file = sops.encrypted("admin.yaml", "# mine\npassword: old\ntoken: x\n");
    SopsAdminFile admin = sops.admin(file);
    byte[] before = Files.readAllBytes(file);
    Stored<AdminRecord> read = admin.read();
    admin.preflight();
    assertThat(admin.write(read.revision(), read.value())).isEqualTo(read.revision());
    assertThat(Files.readAllBytes(file)).isEqualTo(before);

    AdminRecord next = read.value().with(AdminKey.TOKEN, Secret.of("y"));
    Revision migrated = admin.write(read.revision(), next);

    assertThat(sops.decrypted(file))
        .isEqualTo("# mine\npassword: old\ntoken: \"y\"\nformat: \"2\"\n");
    assertThat(sops.admin(file).read()).isEqualTo(new Stored<>(next, migrated));
    byte[] after = Files.readAllBytes(file);
    assertThat(admin.write(migrated, next)).isEqualTo(migrated);
    assertThat(Files.readAllBytes(file)).isEqualTo(after);
    admin.write(migrated, next.with(AdminKey.TOKEN, Secret.of("z")));
    assertThat(sops.decrypted(file)).containsOnlyOnce("format: \"2\"");
  }

  @Test
  void whatANewerVersionWroteIsRefusedUntouched() throws IOException {
    Path file = sops.encrypted("admin.yaml", "format: 3\npassword: x\nlater_key: y\n");
    byte[] before = Files.readAllBytes(file);
    SopsAdminFile admin = sops.admin(file);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            admin::read, admin::preflight, () -> admin.write(Revision.ABSENT, PENDING))) {
      assertThatThrownBy(call)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("a newer version of gitea-drone wrote it")
          .hasMessageContaining("format 3")
          .hasMessageContaining("up to 2")
          .hasMessageContaining("install the version that wrote it")
          .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.SECRETS_FILE));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFormatThatIsNoNumberIsRefused() throws IOException {
    for (String format : List.of("next", "0", "-1", "\"1e3\"", "{a: 1}", "99999999999999999999")) {
      Path file = sops.encrypted("admin.yaml", "format: " + format + "\npassword: x\n");
      assertThatThrownBy(sops.admin(file)::read)
          .as(format)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("its format is not a number");
      Files.delete(file);
    }
  }

  @Test
  void keysOfALaterVersionOfThisFormatSurvive() throws IOException {
    Path file =
        sops.encrypted(
            "admin.json",
            "{\"format\": 2, \"later_secret\": \"a\", \"later\": {\"b\": [1, null]}, \"token\":"
                + " \"x\"}");
    SopsAdminFile admin = sops.admin(file);
    Stored<AdminRecord> read = admin.read();

    Revision written = admin.write(read.revision(), read.value().without(AdminKey.TOKEN));

    assertThat(sops.decrypted(file)).contains("later_secret").contains("\"b\"");
    admin.write(written, PENDING);
    assertThat(sops.decrypted(file)).contains("later_secret").contains("\"b\"");
  }

  @Test
  void theFormatGoesWithTheLastOfOurKeys() throws IOException {
    Path file = sops.encrypted("admin.yaml", "format: 2\nbackup: x\ntoken: y\n");
    SopsAdminFile admin = sops.admin(file);

    admin.write(admin.read().revision(), AdminRecord.EMPTY);

    assertThat(sops.decrypted(file)).isEqualTo("backup: x\n");
  }

  @Test
  void theFormatMayLieThereInPlainText() throws IOException {
    Path file = sops.encrypted("admin.yaml", "password: x\n", "--encrypted-regex", OURS);
    SopsAdminFile admin = sops.admin(file);
    Stored<AdminRecord> read = admin.read();
    admin.preflight();

    admin.write(read.revision(), read.value().with(AdminKey.TOKEN, Secret.of("y")));

    assertThat(Files.readString(file)).contains("format: \"2\"").doesNotContain("token: y");
  }

  @Test
  void takesNoCallForNothingAndLeavesTheBytes() throws IOException {
    Path file = sops.encrypted("admin.json", "{\"password\": \"x\", \"token\": \"\"}");
    SopsAdminFile admin = sops.admin(file);
    assertThat(sops.calls(admin::read)).isEqualTo(1);
    Stored<AdminRecord> read = admin.read();
    byte[] before = Files.readAllBytes(file);
    // An empty key is as good as none, so there is nothing to remove.
    assertThat(
            sops.calls(() ->
                assertThat(admin.write(read.revision(), read.value())).isEqualTo(read.revision())))
        .isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void refusesRulesThatLeaveOneOfOurKeysPlain() throws IOException {
    Path file = sops.encrypted("admin.yaml", "b: x\n", "--encrypted-regex", "token|password|^b$");
    assertThatThrownBy(sops.admin(file)::preflight)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("plain text")
        .hasMessageContaining("username");
    sops.rules("creation_rules:\n  - encrypted_regex: token\n    age: " + sops.recipient + "\n");
    assertThatThrownBy(sops.admin(sops.file("new.yaml"))::preflight)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("plain text");
    assertThat(sops.names()).containsExactly("admin.yaml");
  }

  @Test
  void readsAllKindsOfRecipients() throws IOException {
    Path file =
        Files.writeString(
            sops.file("many.yaml"),
            """
            a: ENC[x]
            sops:
                kms:
                    - arn: arn:aws:kms:eu-central-1:1:key/2
                      enc: x
                hc_vault:
                    - vault_address: https://vault.my-domain.tld
                      engine_path: sops
                      key_name: first
                pgp:
                    - fp: 85d77543 b3d624b6 3cea9e6d bc17301b 491b3f21
                age:
                    - recipient: age1xyz
                      enc: y
                    - recipient: ssh-ed25519 AAAAC3Nz me@host
                version: 3.13.3
            """);
    assertThat(Recipients.of(file))
        .isEqualTo(
            KeyGroups.anyOf(
                List.of(
                    "arn:aws:kms:eu-central-1:1:key/2",
                    "https://vault.my-domain.tld/sops/first",
                    "85D77543B3D624B63CEA9E6DBC17301B491B3F21",
                    "age1xyz",
                    "ssh-ed25519 AAAAC3Nz")));
  }

  @Test
  void refusesToKeepAPasswordThatOnlyACommentWouldEncrypt() throws IOException {
    // The token has the comment that its rule asks for; a password that is put beside it has none.
    sops.rules(
        "creation_rules:\n  - encrypted_comment_regex: ^ ?enc$\n    age: " + sops.recipient + "\n");
    Path file = sops.encrypted("admin.yaml", "# enc\ntoken: x\n");
    assertThat(Files.readString(file)).contains("token: ENC[");
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(sops.admin(file)::preflight)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("plain text");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
