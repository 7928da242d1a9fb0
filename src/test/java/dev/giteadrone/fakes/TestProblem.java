package dev.giteadrone.fakes;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;

/** Problems with the words of a test. The program has the words of its files only. */
public final class TestProblem {
  private TestProblem() {}

  /** Without a cause. */
  public static Problem of(String check, String tried, String seen, String next) {
    return of(check, tried, seen, "", next);
  }

  /** With all of its parts. */
  public static Problem of(String check, String tried, String seen, String cause, String next) {
    return new Problem(ProblemId.require(check), check, tried, seen, cause, next);
  }
}
