package dev.giteadrone.reconcile;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan in one line, as the tables of the planners' tests have it: each step by its name, with an
 * exclamation mark if it rotates a secret; each refusal by its exit code and its problem's id.
 */
public final class PlanText {
  private PlanText() {}

  public static String of(Plan plan) {
    return Stream.concat(
            plan.steps().stream()
                .map(step -> step.getClass().getSimpleName() + (step.line().rotates() ? "!" : "")),
            plan.refusals().stream()
                .map(refusal -> refusal.exitCode().code() + " " + refusal.problem().check()))
        .collect(Collectors.joining(", "));
  }
}
