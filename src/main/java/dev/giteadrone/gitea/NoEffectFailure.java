package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;

/**
 * Gitea or its command line failed, and it is certain that it changed nothing: it was never
 * reached, or refused what was asked.
 */
public final class NoEffectFailure extends Failure {
  private static final long serialVersionUID = 1L;

  /** A failure before anything was done. */
  public NoEffectFailure(ExitCode exitCode, Problem problem) {
    super(exitCode, problem);
  }

  /**
   * The failure for a status that was not expected of a request that changes something; this one
   * for the statuses that refuse it.
   */
  static Failure of(Http http, String what, Answer<?> answer) {
    Failure failure = http.unexpected(what, answer);
    // 408 may come from a proxy that gave up on the server; 429 may pass.
    boolean refused =
        answer.status() >= 400
            && answer.status() < 500
            && answer.status() != 408
            && answer.status() != 429;
    return refused ? new NoEffectFailure(failure.exitCode(), failure.problem()) : failure;
  }
}
