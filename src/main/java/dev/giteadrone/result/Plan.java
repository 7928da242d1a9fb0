package dev.giteadrone.result;

import java.util.List;

/**
 * What a bootstrap would do.
 *
 * @param steps of the first stage that has something to do, exactly
 * @param later what would follow, in words: it depends on how those steps end
 * @param refusals what a bootstrap would refuse to do, and how to allow it
 * @param warnings what to know, though it stops nothing
 */
public record Plan(
    List<Step> steps, List<String> later, List<ProblemDetails> refusals, List<String> warnings) {
  /** Copies the lists. */
  public Plan {
    steps = List.copyOf(steps);
    later = List.copyOf(later);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /** Whether nothing would be changed and nothing is refused. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }
}
