package dev.giteadrone.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {
  private static final String BUILD =
      "Build: https://drone.my-domain.tld/my-admin/gitea-drone-canary/2";

  private final TextReport text = new TextReport(Layout.STANDARD);

  @Test
  void aPlanShowsTheOpenStageExactlyAndTheRestAsThen() {
    assertThat(String.join("\n", text.plan(Sample.plan())))
        .isEqualTo(
            """
            wiring
              ~ app       redirect URI http://drone.my-domain.tld →
                          https://drone.my-domain.tld/login (keeps the secret)
              ! secret    ROTATES: the file's secret is refused by Gitea, and the running
                          Drone has a valid one.
                  seen    another client secret in Gitea than in .secrets/drone.yaml
                  cause   this clone may be stale (3 commits behind origin/main)
                  next    git pull, or gitea-drone bootstrap --allow-rotate
                  more    gitea-drone explain oauth.secret
            then live     deploy .#server, verify
            1 to change, 1 refused
            Next: git add .secrets && git commit\
            """);
  }

  @Test
  void aFirstRunCountsWhatItDid() {
    assertThat(text.closing(Sample.blank()))
        .containsExactly(
            "Done in 49 s. 4 created, 0 changed; 19 checks passed.",
            BUILD,
            "Next: git add .secrets && git commit");
  }

  @Test
  void filesThatAreNotCommittedAreNotCalledADeployThatIsPending() {
    assertThat(text.closing(Sample.uncommitted()))
        .containsExactly(
            "Done here in 12 s, the commit is pending. 0 created, 0 changed; 19 checks",
            "  passed.",
            BUILD,
            "Next: git add .secrets && git commit");
  }

  @Test
  void aSecondRunHasNothingToDo() {
    assertThat(text.closing(Sample.again()))
        .containsExactly("Nothing to do. 19 checks passed in 1.4 s (canary build 2).", BUILD);
  }

  @Test
  void aFailedProofCountsWhatFailedAndWhatWasNotReached() {
    assertThat(text.closing(Sample.undelivered()))
        .containsExactly(
            "✗ Failed: webhook.delivered, after 33 s. 1 of 2 checks failed, 2 not reached; 0",
            "  created, 0 changed.",
            BUILD);
  }

  @Test
  void aRefusalIsNamedInTheLastLine() {
    assertThat(text.closing(Sample.plan()))
        .startsWith("✗ secret      ROTATES: the file's secret is refused by Gitea, and the running")
        .contains("✗ Refused: oauth.secret, after 0.4 s. 0 created, 0 changed.");
  }

  @Test
  void aPlanThatWasStoppedSaysWhyInTheLastLine() {
    assertThat(text.stopped(Sample.plan())).isEmpty();
    assertThat(text.stopped(Sample.hostile()).getLast())
        .isEqualTo("✗ Stopped: run.state, after 1.0 s. 1 of 2 checks failed.");
  }

  @Test
  void failuresBeginAtTheEdgeAndAllElseIsIndented() {
    for (Glyph glyph : Glyph.values()) {
      String line = Layout.STANDARD.fact(glyph, "label", "text");
      assertThat(line.startsWith("  ")).as(line).isEqualTo(glyph != Glyph.FAILED);
      assertThat(line.indexOf("text")).isEqualTo(14);
    }
  }

  @Test
  void noLineIsWiderThanTheLayout() {
    Layout layout = new Layout(64);
    List<String> lines = layout.problem(Glyph.FAILED, "webhook", Sample.NO_DELIVERY);
    assertThat(lines).allMatch(line -> line.length() <= 64);
    assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains(Sample.NO_DELIVERY.next());
    assertThat(layout.fact(Glyph.DONE, "app", "a".repeat(50) + "b".repeat(50)))
        .hasSize(64)
        .contains("a…b");
    assertThat(Layout.cut("😀".repeat(100), 20).codePoints().count()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 64, 80, 120})
  void everyLineOfAReportFitsTheWidth(int columns) {
    TextReport narrow = new TextReport(Layout.of(columns));
    for (RunReport report :
        List.of(Sample.plan(), Sample.blank(), Sample.undelivered(), Sample.uncommitted())) {
      for (List<String> lines : List.of(narrow.plan(report), narrow.closing(report))) {
        assertThat(lines)
            .filteredOn(
                line -> !line.matches("(Next|Build): .*") && !line.contains("ALLOWED_HOST_LIST"))
            .allMatch(line -> line.codePoints().count() <= columns);
      }
    }
  }

  @Test
  void aNarrowTerminalWrapsBelowTheText() {
    assertThat(
            String.join(
                "\n",
                Layout.of(20)
                    .wrapped(Glyph.DONE, "drone", "1.10.1 runs with the values of the file")))
        .isEqualTo(
            """
              ✔ drone     1.10.1 runs with the
                          values of the file\
            """
                .stripTrailing());
  }

  @Test
  void longValuesAreCutSoThatTheirDifferenceShows() {
    String same = "https://drone.my-domain.tld/" + "a".repeat(60) + "/";
    String end = "/" + "b".repeat(60);
    List<String> lines =
        Layout.STANDARD.wrapped(
            Glyph.CHANGED, "app", "URI " + same + "old" + end + " → " + same + "new" + end);
    assertThat(lines).allMatch(line -> line.length() <= 80);
    assertThat(String.join("", lines)).contains("a/old/b", "a/new/b", "https://drone");
    assertThat(Layout.WIDE.wrapped(Glyph.CHANGED, "app", same + end).getFirst())
        .contains(same + end);
  }

  @Test
  void valuesThatDifferAtTheEndShowTheirEnd() {
    String same = "https://git.my-domain.tld/" + "a".repeat(80);
    assertThat(Shortening.of(List.of(same + "1", same + "2", "short"), 40))
        .allMatch(word -> word.codePoints().count() <= 40)
        .satisfies(
            words -> assertThat(words.get(0)).endsWith("a1"),
            words -> assertThat(words.get(1)).endsWith("a2"),
            words -> assertThat(words.get(2)).isEqualTo("short"));
    // The same at both ends: the middle cut would show no difference.
    List<String> middle =
        Shortening.of(
            List.of("x".repeat(40) + "1" + "y".repeat(40), "x".repeat(40) + "2" + "y".repeat(40)),
            30);
    assertThat(middle).doesNotHaveDuplicates().allMatch(word -> word.length() <= 30);
    assertThat(middle.getFirst()).contains("1").startsWith("xxxxx").endsWith("…");
  }

  @Test
  void removalsHaveASignOfTheirOwn() {
    assertThat(Glyph.of(Effect.REMOVES).sign()).isEqualTo("−");
    assertThat(Glyph.of(Change.DELETED)).isEqualTo(Glyph.REMOVED);
    assertThat(Glyph.values()).extracting(Glyph::sign).doesNotHaveDuplicates();
  }
}
