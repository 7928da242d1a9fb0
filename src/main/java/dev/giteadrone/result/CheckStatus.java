package dev.giteadrone.result;

/** How a check ended. */
public enum CheckStatus {
  /** The fact holds. */
  PASSED,
  /** It does not hold. */
  FAILED,
  /** It holds, with something the operator should know. */
  WARNED,
  /** Not looked at, on purpose: the text says why. */
  NOT_RUN,
  /** Could not be looked at because another check failed. */
  NOT_REACHED
}
