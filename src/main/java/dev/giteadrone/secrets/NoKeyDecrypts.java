package dev.giteadrone.secrets;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;

/** The file is a valid sops file, but no available key can decrypt it. */
public final class NoKeyDecrypts extends Failure {
  private static final long serialVersionUID = 1L;

  /** Creates it with the problem for the user. */
  public NoKeyDecrypts(Problem problem) {
    super(ExitCode.SECRETS_FILE, problem);
  }
}
