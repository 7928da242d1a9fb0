package dev.giteadrone.report;

import dev.giteadrone.model.result.Problem;

/** A problem as reports in JSON show it: each component is a field, in this order. */
public record JsonProblem(String check, String summary, String seen, String cause, String next) {
  /** The fields of a problem. */
  public JsonProblem(Problem problem) {
    this(problem.check(), problem.summary(), problem.seen(), problem.cause(), problem.next());
  }
}
