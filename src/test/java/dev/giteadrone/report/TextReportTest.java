package dev.giteadrone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
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
            "Next: git add .secrets && git commit");
  }

  @Test
  void filesThatAreNotCommittedAreNotCalledADeployThatIsPending() {
    assertThat(text.closing(Sample.uncommitted()))
        .containsExactly(
            "Done here in 12 s, the commit is pending. 0 created, 0 changed; 19 checks passed.",
            "Next: git add .secrets && git commit");
  }

  @Test
  void aSecondRunHasNothingToDo() {
    assertThat(text.closing(Sample.again()))
        .containsExactly("Nothing to do. 19 checks passed in 1.4 s (canary build 2).");
  }

  @Test
  void aFailedProofCountsWhatFailedAndWhatWasNotReached() {
    assertThat(text.closing(Sample.undelivered()))
        .containsExactly(
            "Failed in 33 s. 0 created, 0 changed; 1 of 2 checks failed, 2 not reached.");
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
}
