package dev.giteadrone.model.result;

import java.time.Duration;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param check which one
 * @param status how it ended
 * @param text what was seen, one line: the interesting value first
 * @param because the check that really failed, present exactly when this one was not reached
 * @param problem present exactly when it failed
 * @param took how long it took; zero for a look at what was observed before
 */
public record CheckResult(
    CheckId check,
    Status status,
    String text,
    Optional<CheckId> because,
    Optional<Problem> problem,
    Duration took) {

  /** The text is safe to show, whoever wrote some of it. */
  public CheckResult {
    text = Text.lines(text);
  }

  /** The ways a check ends. */
  public enum Status {
    /** The fact holds. */
    PASSED,
    /** It does not hold. */
    FAILED,
    /** It holds, with something the operator should know. */
    WARNED,
    /** Skipped on purpose; the text says why. */
    NOT_RUN,
    /** Could not be checked because a precondition failed. */
    NOT_REACHED
  }

  /** The fact holds. */
  public static CheckResult passed(CheckId check, String text, Duration took) {
    return new CheckResult(check, Status.PASSED, text, Optional.empty(), Optional.empty(), took);
  }

  /** The fact holds, as was observed before. */
  public static CheckResult passed(CheckId check, String text) {
    return passed(check, text, Duration.ZERO);
  }

  /** The fact holds, but the operator should know {@code text}. */
  public static CheckResult warned(CheckId check, String text) {
    return new CheckResult(
        check, Status.WARNED, text, Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /** The fact does not hold. */
  public static CheckResult failed(CheckId check, Problem problem, Duration took) {
    return new CheckResult(
        check, Status.FAILED, problem.seen(), Optional.empty(), Optional.of(problem), took);
  }

  /** The fact does not hold, as was observed before. */
  public static CheckResult failed(CheckId check, Problem problem) {
    return failed(check, problem, Duration.ZERO);
  }

  /** Skipped on purpose. */
  public static CheckResult notRun(CheckId check, String why) {
    return new CheckResult(
        check, Status.NOT_RUN, why, Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /** Could not be checked because {@code root} failed. */
  public static CheckResult notReached(CheckId check, CheckId root) {
    return new CheckResult(
        check,
        Status.NOT_REACHED,
        "not reached (" + root.id() + ")",
        Optional.of(root),
        Optional.empty(),
        Duration.ZERO);
  }

  /** Whether checks that build on this one can be made. */
  public boolean holds() {
    return status == Status.PASSED || status == Status.WARNED;
  }
}
