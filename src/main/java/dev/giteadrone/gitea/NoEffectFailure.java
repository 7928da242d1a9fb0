package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;

/**
 * Gitea or its command line failed, and it is certain that nothing was changed: Gitea was not
 * reached, or refused the request.
 */
public final class NoEffectFailure extends Failure {
  private static final long serialVersionUID = 1L;

  /** Creates a failure that happened before any change. */
  public NoEffectFailure(ExitCode exitCode, Problem problem) {
    super(exitCode, problem);
  }

  /**
   * The failure for an unexpected status of a request that changes something. It is a {@link
   * NoEffectFailure} if the status means that the request was refused.
   */
  static Failure of(Http http, String what, Answer<?> answer) {
    Failure failure = http.unexpected(what, answer);
    // 408 may come from a proxy that stopped waiting for the server; 429 may be temporary.
    boolean refused =
        answer.status() >= 400
            && answer.status() < 500
            && answer.status() != 408
            && answer.status() != 429;
    return refused ? new NoEffectFailure(failure.exitCode(), failure.problem()) : failure;
  }
}
