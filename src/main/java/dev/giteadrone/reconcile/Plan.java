package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import java.util.List;

/**
 * What one stage would change.
 *
 * @param stage which stage
 * @param steps in the order in which they are applied
 * @param refusals what is needed but is not done: it needs {@code --allow-rotate}, or is impossible
 * @param warnings what the operator should know; they do not stop the run
 */
public record Plan(Stage stage, List<Step> steps, List<Refusal> refusals, List<String> warnings) {
  /** Copies the lists. */
  public Plan {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /** A plan that has steps only. */
  public static Plan of(Stage stage, List<Step> steps) {
    return new Plan(stage, steps, List.of(), List.of());
  }

  /** A plan with one refusal and no steps. */
  public static Plan refused(Stage stage, Refusal refusal) {
    return new Plan(stage, List.of(), List.of(refusal), List.of());
  }

  /** Whether there is nothing to change and nothing refused. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }

  /**
   * Whether one of its steps writes a value into the host's file that a running server does not
   * have yet.
   */
  public boolean endsInDeploy() {
    return steps.stream().anyMatch(Step::endsInDeploy);
  }

  /** The plan as reports show it. */
  public StagePlan shown() {
    return new StagePlan(stage, steps.stream().map(Step::line).toList(), refusals, warnings);
  }
}
