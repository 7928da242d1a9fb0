package dev.giteadrone.time;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.TimeUpFailure;
import org.jspecify.annotations.Nullable;

/** Says that the run's own time limit ended something. */
public final class TimeUp {
  private static final Case WAITING =
      Case.of(ProblemId.RUN_TIMEOUT, "waiting", "what", "limit", "seen");

  private TimeUp() {}

  /**
   * The failure of a run that has no time left.
   *
   * @param what what it was doing, such as {@code waiting for the runner docker}
   * @param seen what was seen last; may be empty
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public static TimeUpFailure failure(
      Deadline deadline, String what, String seen, @Nullable Throwable cause) {
    return new TimeUpFailure(
        WAITING.problem(what, Elapsed.describe(deadline.limit()), seen), cause);
  }
}
