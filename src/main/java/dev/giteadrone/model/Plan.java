package dev.giteadrone.model;

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
  /** Copies the lists. The warnings are safe to show, whoever wrote some of them. */
  public Plan {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = warnings.stream().map(Text::line).toList();
  }

  /**
   * Something this program does not do on its own.
   *
   * @param label the short word at the start of its line
   * @param exitCode what the run ends with
   * @param problem why, and what to do
   */
  public record Refusal(String label, ExitCode exitCode, Problem problem) {}

  /** A plan of steps alone. */
  public static Plan of(Stage stage, List<Step> steps) {
    return new Plan(stage, steps, List.of(), List.of());
  }

  /** Whether there is nothing to change and nothing refused. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }
}
