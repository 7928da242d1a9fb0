package dev.giteadrone.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;

/** A problem as the fields of a report. */
public final class JsonProblem {
  private JsonProblem() {}

  /** Reads one. */
  public static Problem read(ReportFields fields) {
    return new Problem(
        fields.known("check", ProblemId::of),
        fields.text("check"),
        fields.text("summary"),
        fields.text("seen"),
        fields.text("cause"),
        fields.text("next"));
  }

  /** Adds its fields to an object. */
  public static void write(Problem problem, ObjectNode to) {
    to.put("check", problem.check())
        .put("summary", problem.summary())
        .put("seen", problem.seen())
        .put("cause", problem.cause())
        .put("next", problem.next());
  }
}
