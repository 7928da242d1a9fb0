package dev.giteadrone.report;

import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.Text;
import java.time.Duration;
import java.util.List;

/**
 * The result of one stage.
 *
 * @param plan what was to be done
 * @param results what was done, in order; empty for {@code plan}
 * @param facts findings that need no change
 * @param took wall time
 */
public record StageReport(
    Stage stage, StagePlan plan, List<StepResult> results, List<Fact> facts, Duration took) {
  /** Copies the lists. */
  public StageReport {
    results = List.copyOf(results);
    facts = List.copyOf(facts);
  }

  /**
   * A finding, such as {@code gitea 1.26.0, ready after 2.1 s}.
   *
   * @param label the short word at the start of its line
   */
  public record Fact(String label, String text) {
    /** The text is safe to show, whoever wrote some of it. */
    public Fact {
      text = Text.line(text);
    }
  }
}
