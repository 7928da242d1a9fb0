package dev.giteadrone.model.result;

import java.util.Objects;

/**
 * Why something did not work, for the user. No part holds a secret or a server's raw answer.
 *
 * @param id the problem whose file has the words, or the family of it
 * @param check the stable id as it is shown, for {@code gitea-drone explain}; of a family, that of
 *     the member
 * @param summary one line: what was tried, on what
 * @param seen what was observed instead of the expected
 * @param cause the likely cause; empty if the observation is enough
 * @param next the command or edit that helps
 */
public record Problem(
    ProblemId id, String check, String summary, String seen, String cause, String next) {
  /** Each part is safe to show, whoever wrote some of it. */
  public Problem {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(check, "check");
    summary = Text.lines(summary);
    seen = Text.lines(seen);
    cause = Text.lines(cause);
    next = Text.lines(next);
  }

  @Override
  public String toString() {
    return summary + ": " + seen + (next.isEmpty() ? "" : "; next, " + next);
  }
}
