package dev.giteadrone.testing.internal;

import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.result.ProblemDetails;

/** Removes what a failed call has left, so that the same call can be made again. */
public final class HalfMade {
  private HalfMade() {}

  /**
   * Removes it, and returns the exception to throw.
   *
   * @param failed why the call failed; returned, with more text if a server was not reached
   * @param what was left, such as {@code the repository me/demo}
   */
  public static RuntimeException remove(RuntimeException failed, String what, Runnable removal) {
    String then = what + " was removed again";
    try {
      removal.run();
    } catch (RuntimeException e) {
      failed.addSuppressed(e);
      then = what + " could not be removed again and is left behind";
    }
    if (failed instanceof UnreachableException unreachable) {
      ProblemDetails problem = unreachable.problem();
      return new UnreachableException(
          new ProblemDetails(
              problem.id(),
              problem.tried(),
              problem.seen() + "; " + then,
              problem.cause(),
              problem.next() + ", then create it again"),
          failed);
    }
    return failed;
  }
}
