package dev.giteadrone.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.init.keys.Recipient;
import dev.giteadrone.init.rules.UnifiedDiff;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.secrets.CreationRules;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules, before and after, mean to the real sops. */
final class RulesIT {
  @TempDir Path root;
  private Workplace place;
  private String me = "";
  private String host = "";
  private String friend = "";

  @BeforeEach
  void keys() throws IOException {
    place = new Workplace(root);
    me = place.newKey(place.defaultKey());
    host = place.newKey(root.resolve("host.txt"));
    friend = place.newKey(root.resolve("friend.txt"));
  }

  @Test
  void aNewFileDoesWhatItShould() throws IOException {
    Rules.Decision decision = decide(place.folder);
    assertThat(decision.before().revision().exists()).isFalse();
    assertThat(decision.others()).isEmpty();
    assertThat(decision.exposed()).isFalse();
    Files.writeString(decision.file(), decision.after());
    assertThat(decision.file()).isEqualTo(place.folder.resolve(".sops.yaml"));
    Rules.Decision again = decide(place.folder);
    assertThat(again.added()).isZero();
    assertThat(again.after()).isEqualTo(decision.after());
    assertThat(decision.after())
        .isEqualTo(
            """
            keys:
              - &operator %s
              - &host %s
            # sops takes the first rule whose path_regex fits.
            creation_rules:
              # Only for the operator, not for the host.
              - path_regex: ^\\.secrets/gitea-admin\\.yaml$
                key_groups:
                  - age:
                      - *operator
              # What the host decrypts.
              - path_regex: ^\\.secrets/drone\\.yaml$
                key_groups:
                  - age:
                      - *operator
                      - *host
            """
                .formatted(me, host));
  }

  /** {@code ME}, {@code HOST} and {@code FRIEND} stand for keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment\n",
        "keys:\n  - &me ME\n  - &host HOST\n",
        "creation_rules:\n",
        "creation_rules: []\n",
        "creation_rules:\n  - path_regex: other/.*\\.yaml$\n    age: FRIEND\n",
        "creation_rules:\n  - path_regex: \\.secrets/.*\n    age: ME,HOST\n",
        "creation_rules:\n- age: >-\n    ME,\n    HOST\n",
        "creation_rules:\n  - path_regex: \\.secrets/drone.yaml$\n    age: ME\n  - age: ME\n",
        "creation_rules:\n  - path_regex: \\.yaml$\n    encrypted_regex: ^(password|token)$\n    age: ME\n",
        "creation_rules:\n  - key_groups:\n    - age: [ME]\n    - age: [HOST]\n",
        "creation_rules: [{path_regex: x, age: FRIEND}, {age: HOST}]\n",
        "keys:\r\n  - &me ME\r\ncreation_rules:\r\n  - path_regex: (a|b)\r\n    key_groups:\r\n      - age: [*me]\r\n",
        "stores:\n  yaml:\n    indent: 2\ncreation_rules:\n  # old\n\n  - path_regex: ''\n    age: FRIEND"
      })
  void whateverWasThereTheHostReadsOneFileAndNotTheOther(String template) throws IOException {
    String text = template.replace("ME", me).replace("HOST", host).replace("FRIEND", friend);
    place.write(".sops.yaml", text);
    Rules.Decision decision = decide(place.folder);
    assertThat(decision.added()).isPositive();
    Files.writeString(decision.file(), decision.after());
    assertThat(recipients("gitea-admin.yaml")).contains(me).doesNotContain(host);
    assertThat(recipients("drone.yaml")).contains(me, host);
    assertThat(decide(place.folder).added()).isZero();
    // What was there is still there, line by line.
    assertThat(UnifiedDiff.of("x", text, decision.after()).stream().skip(2))
        .noneMatch(line -> line.startsWith("-") && !line.contains("creation_rules: ["));
  }

  @Test
  void rulesThatCoverBothFilesAreKept() throws IOException {
    String text =
        """
        creation_rules:
          - path_regex: gitea-admin
            age: '%s , %s'
          - path_regex: \\.secrets/[^/]*\\.yaml$
            key_groups: [{age: [%s, %s]}]
        """
            .formatted(me, friend, host, me);
    place.write(".sops.yaml", text);
    Rules.Decision decision = decide(place.folder);
    assertThat(decision.added()).isZero();
    assertThat(decision.after()).isEqualTo(text);
    assertThat(decision.others()).containsExactly(friend);
  }

  @Test
  void aBroaderRuleThatWouldLetTheHostReadIsNamed() throws IOException {
    place.write(".sops.yaml", "creation_rules:\n  - age: %s,%s\n".formatted(me, host));
    Rules.Decision decision = decide(place.folder);
    assertThat(decision.exposed()).isTrue();
    // The other file is covered already, so only one rule is needed.
    assertThat(decision.added()).isEqualTo(1);
    assertThat(decision.after()).contains("gitea-admin").doesNotContain("drone");
  }

  @Test
  void theOneAtTheTopOfTheRepositoryIsUsedFromAFolderInIt() throws IOException {
    Files.createDirectories(place.folder.resolve(".git"));
    place.write(
        ".sops.yaml",
        "creation_rules:\n  - path_regex: \\.secrets/drone\\.yaml$\n    age: " + friend + "\n");
    Path below = Files.createDirectories(place.folder.resolve("hosts/one"));
    Rules.Decision decision = decide(below);
    assertThat(decision.file()).isEqualTo(place.folder.resolve(".sops.yaml"));
    assertThat(decision.after()).contains("^hosts/one/\\.secrets/drone\\.yaml$");
    Files.writeString(decision.file(), decision.after());
    assertThat(decide(below).added()).isZero();
    // Another host's file of the same name keeps its rule.
    assertThat(sops().of(decision.after(), Path.of("hosts/two/.secrets/drone.yaml"), List.of("a")))
        .hasValueSatisfying(
            outcome -> assertThat(outcome.recipients().keys()).containsExactly(friend));
  }

  @Test
  void outsideOfARepositoryAFileFurtherUpIsSomebodyElses() throws IOException {
    Files.writeString(root.resolve(".sops.yaml"), "creation_rules: []\n");
    assertThat(decide(place.folder).file()).isEqualTo(place.folder.resolve(".sops.yaml"));
  }

  @Test
  void twoFilesUnderTwoSetsOfRulesAreRefused() throws IOException {
    place.write(".secrets/.sops.yaml", "creation_rules: []\n");
    place.write(".sops.yaml", "creation_rules: []\n");
    assertThatThrownBy(() ->
            rules()
                .decide(
                    new Rules.Wanted(
                        place.folder,
                        place.folder.resolve("admin.yaml"),
                        place.folder.resolve(".secrets/drone.yaml"),
                        "drone",
                        new Recipient.Age(me),
                        new Recipient.Age(host))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("both files must be covered by the same one");
  }

  @Test
  void anEnvironmentThatOverridesTheRulesIsFoundOut() throws IOException {
    place.environment().put("SOPS_AGE_RECIPIENTS", friend);
    assertThatThrownBy(() -> decide(place.folder))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing was written")
        .hasMessageContaining("SOPS_AGE_RECIPIENTS");
  }

  @Test
  void aKeyThatSopsCannotUseIsFoundOut() throws IOException {
    place.write(".sops.yaml", "creation_rules:\n  - path_regex: secrets\n    age: age1broken\n");
    assertThatThrownBy(() -> decide(place.folder)).isInstanceOf(Failure.class);
  }

  private Rules.Decision decide(Path folder) {
    return rules()
        .decide(
            new Rules.Wanted(
                folder,
                folder.resolve(".secrets/gitea-admin.yaml"),
                folder.resolve(".secrets/drone.yaml"),
                "drone",
                new Recipient.Age(me),
                new Recipient.Age(host)));
  }

  /** Whom sops encrypts for, as the operator would call it, from within the folder. */
  private String recipients(String name) {
    Subprocess.Result result =
        place.call(
            place.environment(),
            "{\"drone\": \"x\", \"username\": \"y\"}",
            "sops",
            "encrypt",
            "--filename-override",
            ".secrets/" + name,
            "--input-type",
            "json");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.text()).doesNotContain("\"x\"", "shamir_threshold");
    return result.text();
  }

  private Rules rules() {
    return new Rules(sops());
  }

  private CreationRules sops() {
    return new CreationRules(
        new Subprocess(new Timeline(), place.environment()),
        () -> Deadline.in(Duration.ofSeconds(30)),
        SopsProgram.from(place.environment()));
  }
}
