package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules by which sops leaves values in plain text: seen by the look ahead, before any minting. */
final class SopsRulesIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final Map<Variable, Secret> RPC =
      Map.of(Variable.DRONE_RPC_SECRET, Secret.of("00112233445566778899aabbccddeeff"));

  @TempDir Path folder;
  private RealSops sops;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted_regex,^nothing$",
    "encrypted_suffix,_nothing",
    "unencrypted_regex,'^(drone|password)$'",
    "unencrypted_suffix,'e'",
    "encrypted_comment_regex,enc:this",
    "unencrypted_comment_regex,'.*'"
  })
  void aRuleThatLeavesASecretInPlainTextIsRefused(String rule, String value) throws IOException {
    sops.rules(
        "creation_rules:\n  - " + rule + ": \"" + value + "\"\n    age: " + sops.recipient + "\n");
    if (!rule.equals("unencrypted_comment_regex")) {
      // Such a rule does nothing in a new file, which has no comments.
      refused(sops.host(sops.file("drone.yaml"), TEXT)::preflight);
      if (!rule.equals("unencrypted_suffix")) {
        refused(sops.admin(sops.file("admin.yaml"))::preflight);
      }
      assertThat(sops.names()).isEmpty();
    }
    // The same in a file that is there.
    Path file = sops.encrypted("drone.yaml", "# about it\ndrone: A=1\n# more\nother: x\n");
    byte[] before = Files.readAllBytes(file);
    SopsHostFile host = sops.host(file, TEXT);
    refused(host::preflight);
    Revision read = host.read().revision();
    refused(() -> host.write(read, RPC));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(sops.names()).containsExactly("drone.yaml");
  }

  @Test
  void anAdminFileWhoseSuffixRuleLeavesAKeyPlainIsRefused() throws IOException {
    sops.rules("creation_rules:\n  - unencrypted_suffix: word\n    age: " + sops.recipient + "\n");
    refused(sops.admin(sops.file("admin.yaml"))::preflight);
    Path file = sops.encrypted("admin.yaml", "note: x\n");
    byte[] before = Files.readAllBytes(file);
    refused(sops.admin(file)::preflight);
    AdminRecord record = AdminRecord.EMPTY.with(AdminKey.PASSWORD, Secret.of("hunter2"));
    Revision read = sops.admin(file).read().revision();
    refused(() -> sops.admin(file).write(read, record));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void rulesThatHideWhatMustBeHiddenAreFine() throws IOException {
    sops.rules(
        """
        creation_rules:
          - encrypted_regex: ^(drone|other)$
            mac_only_encrypted: true
            age: %s
        """
            .formatted(sops.recipient));
    Path file = sops.encrypted("drone.yaml", "drone: A=1\nnote: plain\n");
    SopsHostFile host = sops.host(file, TEXT);
    host.preflight();
    host.write(host.read().revision(), RPC);
    assertThat(Files.readString(file)).contains("note: plain", "mac_only_encrypted: true");
    assertThat(Files.readString(file)).doesNotContain("00112233");
    assertThat(sops.host(file, TEXT).read().value().values()).isEqualTo(RPC);
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void refused(Action action) {
    Failure failure = catchThrowableOfType(Failure.class, action::run);
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
    assertThat(failure.problem().check()).isEqualTo("sops.encrypted");
    assertThat(failure.problem().seen()).contains("plain text");
  }
}
