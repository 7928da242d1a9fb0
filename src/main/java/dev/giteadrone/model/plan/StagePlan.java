package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.Text;
import java.util.List;

/**
 * What one stage would change, as reports show it.
 *
 * @param stage which stage
 * @param steps in the order they are applied
 * @param refusals needed changes that are not made
 * @param warnings hints that do not stop the run
 */
public record StagePlan(
    Stage stage, List<StepLine> steps, List<Refusal> refusals, List<String> warnings) {
  /** Copies the lists. The warnings are safe to show, whoever wrote some of them. */
  public StagePlan {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = warnings.stream().map(Text::line).toList();
  }

  /** Nothing to change. */
  public static StagePlan none(Stage stage) {
    return new StagePlan(stage, List.of(), List.of(), List.of());
  }

  /** Whether there is nothing to change and nothing refused. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }
}
