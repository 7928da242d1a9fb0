package dev.giteadrone.model.result;

/** The process's exit codes; their numbers are part of the interface. */
public enum ExitCode {
  /** Done, and nothing is left to do. */
  DONE(0),
  /** Something failed that no other code describes. */
  FAILED(1),
  /** The command line or the configuration is wrong; nothing was touched. */
  USAGE(2),
  /** Changes are pending: a plan with details, {@code --frozen}, or a rotation that was refused. */
  CHANGES_PENDING(3),
  /** A server does not accept our credentials, or there are none. */
  NOT_AUTHORISED(4),
  /** A server is unreachable, or not ready in time. */
  UNREACHABLE(5),
  /** A secrets file cannot be read, written or encrypted. */
  SECRETS_FILE(6),
  /** Everything was applied, but a check of the result fails. */
  VERIFICATION_FAILED(7),
  /** Done here, but a deploy, or the commit of the secrets files, is still to be done. */
  DEPLOY_PENDING(8),
  /** Ctrl-C ended the process, which then exits with this code by itself. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The exit code as a number. */
  public int code() {
    return code;
  }
}
