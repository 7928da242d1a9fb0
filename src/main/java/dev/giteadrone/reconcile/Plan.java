package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import java.util.List;

/**
 * What one stage would change.
 *
 * @param stage which stage
 * @param steps in the order they are applied
 * @param refusals what would have to be done but is not without {@code --allow-rotate}, or cannot
 *     be done
 * @param warnings what the operator should know and that stops nothing
 */
public record Plan(Stage stage, List<Step> steps, List<Refusal> refusals, List<String> warnings) {
  /** Copies the lists. */
  public Plan {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /** A plan of steps alone. */
  public static Plan of(Stage stage, List<Step> steps) {
    return new Plan(stage, steps, List.of(), List.of());
  }

  /** A plan that refuses. */
  public static Plan refused(Stage stage, Refusal refusal) {
    return new Plan(stage, List.of(), List.of(refusal), List.of());
  }

  /** Whether there is nothing to change and nothing refused. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }

  /** Whether a step of it brings the host's file what a running server does not have yet. */
  public boolean endsInDeploy() {
    return steps.stream().anyMatch(Step::endsInDeploy);
  }

  /** As reports show it. */
  public StagePlan shown() {
    return new StagePlan(stage, steps.stream().map(Step::line).toList(), refusals, warnings);
  }
}
