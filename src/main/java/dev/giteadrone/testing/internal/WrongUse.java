package dev.giteadrone.testing.internal;

/**
 * An answer of a server that means a mistake of the test, and not of the server.
 *
 * @param status of the answer; {@link #OTHER_SHAPE} for a body of another shape
 * @param says a part of the server's message; empty for any
 * @param seen what is wrong
 * @param next what helps
 */
public record WrongUse(int status, String says, String seen, String next) {
  /** Not a status: the answer is good, but it describes something else. */
  static final int OTHER_SHAPE = 0;

  /** A mistake that the status alone shows. */
  public static WrongUse status(int status, String seen, String next) {
    return new WrongUse(status, "", seen, next);
  }

  /** This mistake, if the server's message has this text. */
  public WrongUse saying(String text) {
    return new WrongUse(status, text, seen, next);
  }

  /** A mistake that the answer's shape shows, such as a folder instead of a file. */
  public static WrongUse otherShape(String seen, String next) {
    return new WrongUse(OTHER_SHAPE, "", seen, next);
  }

  /** Whether an answer means this mistake. */
  boolean fits(int code, String message) {
    return code == status && message.contains(says);
  }

  /** The exception for a call with this mistake. */
  IllegalArgumentException exception(String what) {
    return new IllegalArgumentException(what + ": " + seen + "; " + next);
  }
}
