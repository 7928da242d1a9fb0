package dev.giteadrone.doctor;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;

/**
 * One line of the result. No part holds a secret.
 *
 * @param label what was examined, in one or two words
 * @param text what was found
 * @param next what to do; empty if there is nothing to do
 */
public record Finding(Status status, String label, String text, String next) {
  /** How good it is. The names are part of the JSON output. */
  public enum Status {
    /** As it should be. */
    OK,
    /** It works, but needs attention. */
    WARNING,
    /** Something does not work. */
    BAD,
    /** Not examined, or not needed. */
    SKIPPED
  }

  /** Each part becomes one line that is safe to show, whoever wrote some of it. */
  public Finding {
    text = Text.line(text).strip();
    next = Text.line(next).strip();
  }

  static Finding ok(String label, String text) {
    return new Finding(Status.OK, label, text, "");
  }

  static Finding warning(String label, String text, String next) {
    return new Finding(Status.WARNING, label, text, next);
  }

  static Finding bad(String label, String text, String next) {
    return new Finding(Status.BAD, label, text, next);
  }

  static Finding skipped(String label, String text) {
    return new Finding(Status.SKIPPED, label, text, "");
  }

  /**
   * What a failure says.
   *
   * @param what what the failure is about, in front of what was seen
   */
  static Finding of(String label, String what, Failure failure) {
    Problem problem = failure.problem();
    String cause = problem.cause().isEmpty() ? "" : " (" + problem.cause() + ")";
    return bad(label, what + ": " + problem.seen() + cause, problem.next());
  }

  boolean isBad() {
    return status == Status.BAD;
  }
}
