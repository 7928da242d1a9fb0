package dev.giteadrone.secrets;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;

/** The file is a sops file in order, but none of the keys at hand is one of its recipients'. */
public final class NoKeyDecrypts extends Failure {
  private static final long serialVersionUID = 1L;

  /** With what to tell about it. */
  public NoKeyDecrypts(Problem problem) {
    super(ExitCode.SECRETS_FILE, problem);
  }
}
