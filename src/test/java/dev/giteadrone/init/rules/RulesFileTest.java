package dev.giteadrone.init.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.init.keys.Recipient;
import dev.giteadrone.init.rules.RulesText.Rule;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging as text; what the merged rules mean to sops is shown in {@code RulesIT}. */
class RulesFileTest {
  private static final Recipient ME = new Recipient.Age("age1me");
  private static final Recipient HOST = new Recipient.Age("age1host");
  private static final List<Rule> RULES =
      List.of(
          new Rule("Mine.", ".secrets/gitea-admin.yaml", List.of(ME)),
          new Rule("The host's.", ".secrets/drone.yaml", List.of(ME, HOST)));

  @Test
  void anEmptyFileGetsTheRules() {
    String rules =
        """
        creation_rules:
          # Mine.
          - path_regex: ^\\.secrets/gitea-admin\\.yaml$
            key_groups:
              - age:
                  - age1me
          # The host's.
          - path_regex: ^\\.secrets/drone\\.yaml$
            key_groups:
              - age:
                  - age1me
                  - age1host
        """;
    assertThat(merged("")).isEqualTo(rules);
    assertThat(merged("# nothing yet")).isEqualTo("# nothing yet\n" + rules);
    assertThat(merged("---\n")).isEqualTo("---\n" + rules);
    assertThat(merged("stores: {yaml: {indent: 2}}"))
        .isEqualTo("stores: {yaml: {indent: 2}}\n" + rules);
  }

  @Test
  void theRulesComeFirstAndUseTheAnchorsThatAreThere() {
    String text =
        """
        # Keys of people
        keys:
          - &me age1me # laptop
          - &server   age1host

        creation_rules: # the order matters

          # Everything else
          - path_regex: secrets/.*
            key_groups:
              - age: [*me, *server]
        stores:
          yaml:
            indent: 2
        """;
    assertThat(merged(text))
        .isEqualTo(
            """
            # Keys of people
            keys:
              - &me age1me # laptop
              - &server   age1host

            creation_rules: # the order matters
              # Mine.
              - path_regex: ^\\.secrets/gitea-admin\\.yaml$
                key_groups:
                  - age:
                      - *me
              # The host's.
              - path_regex: ^\\.secrets/drone\\.yaml$
                key_groups:
                  - age:
                      - *me
                      - *server

              # Everything else
              - path_regex: secrets/.*
                key_groups:
                  - age: [*me, *server]
            stores:
              yaml:
                indent: 2
            """);
  }

  @Test
  void anAnchorThatComesLaterOrMeansSomebodyElseByThenIsNotUsed() {
    String later = "creation_rules:\n  - age: &me age1me\n";
    assertThat(merged(later)).contains("- age1me\n").doesNotContain("*me");
    String again = "keys: [&me age1me, &me age1other]\ncreation_rules:\n  - age: *me\n";
    assertThat(merged(again)).contains("- age1me\n").doesNotContain("- *me");
  }

  @Test
  void aListWithoutIndentAndOneOfItsOwnIndentAreContinued() {
    assertThat(merged("creation_rules:\n- age: age1x\n"))
        .startsWith("creation_rules:\n# Mine.\n- path_regex: ^")
        .endsWith("        - age1host\n- age: age1x\n");
    assertThat(merged("creation_rules:\n      - age: age1x\n        path_regex: x\n"))
        .startsWith("creation_rules:\n      # Mine.\n      - path_regex: ^")
        .endsWith("      - age: age1x\n        path_regex: x\n");
  }

  @Test
  void linesEndAsTheyDidInTheFile() {
    String text = "keys:\r\n  - &me age1me\r\ncreation_rules:\r\n  - age: age1x\r\n";
    assertThat(merged(text)).contains("- *me\r\n").doesNotContainPattern("[^\r]\n");
  }

  @Test
  void rulesInOneLineAreContinuedInIt() {
    String ours =
        "{path_regex: '^\\.secrets/gitea-admin\\.yaml$', key_groups: [{age: [age1me]}]},"
            + " {path_regex: '^\\.secrets/drone\\.yaml$', key_groups: [{age: [age1me, age1host]}]}";
    assertThat(merged("creation_rules: [{age: age1x}] # é\n"))
        .isEqualTo("creation_rules: [" + ours + ", {age: age1x}] # é\n");
    assertThat(merged("{\"creation_rules\": [\n  {\"age\": \"age1x\"}\n]}\n"))
        .isEqualTo("{\"creation_rules\": [" + ours + ", \n  {\"age\": \"age1x\"}\n]}\n");
    assertThat(merged("creation_rules: []\n")).isEqualTo("creation_rules: [" + ours + "]\n");
  }

  @Test
  void aKeyWithoutAValueGetsOne() {
    assertThat(merged("creation_rules:\nstores: {}\n"))
        .startsWith("creation_rules:\n  # Mine.\n  - path_regex:")
        .endsWith("          - age1host\nstores: {}\n");
  }

  @Test
  void aPgpKeyAndAgeKeysAreOfOneGroup() {
    Rule both =
        new Rule("Both.", "a+b/x.yaml", List.of(new Recipient.Pgp("85D77543B3D624B63CEA"), HOST));
    assertThat(RulesFile.merged(".sops.yaml", "", List.of(both)))
        .isEqualTo(
            """
            creation_rules:
              # Both.
              - path_regex: ^a\\+b/x\\.yaml$
                key_groups:
                  - age:
                      - age1host
                    pgp:
                      - '85D77543B3D624B63CEA'
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "creation_rules:\n  - path_regex: x\n\tage: a\n",
        "creation_rules: [",
        "creation_rules:\n - age: *nobody\n",
        "a: 1\na: 2\n",
        "a: 1\n---\nb: 2\n",
        "- a list\n",
        "just a text\n",
        "creation_rules: {path_regex: x}\n",
        "creation_rules: text\n",
        "x: &r [{age: age1x}]\ncreation_rules: *r\n",
        "{keys: []}\n",
        "? creation_rules\n: - age: age1x\n",
        "a: 1\n...\n",
        "  a: 1\n  b: 2\n"
      })
  void whatIsNotUnderstoodIsRefusedWithTheRulesToPutIn(String text) {
    assertThatThrownBy(() -> merged(text))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
              assertThat(failure.problem().check()).isEqualTo("init.rules");
              assertThat(failure.problem().next()).isNotEmpty();
            });
  }

  @Test
  void theDifferenceIsShownAsPeopleKnowIt() {
    String before = "keys: []\ncreation_rules:\n  - age: age1x\n";
    List<String> diff = UnifiedDiff.of(".sops.yaml", before, merged(before));
    assertThat(diff.subList(0, 5))
        .containsExactly(
            "--- .sops.yaml",
            "+++ .sops.yaml",
            "@@ -1,3 +1,14 @@",
            " keys: []",
            " creation_rules:");
    assertThat(diff.getLast()).isEqualTo("   - age: age1x");
    assertThat(diff).noneMatch(line -> line.startsWith("-  "));
    assertThat(UnifiedDiff.of("x", before, before)).isEmpty();
  }

  private static String merged(String text) {
    return RulesFile.merged(".sops.yaml", text, RULES);
  }
}
