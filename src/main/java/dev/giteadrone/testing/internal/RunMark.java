package dev.giteadrone.testing.internal;

import dev.giteadrone.model.secret.Secret;

/**
 * Tells what one handle made from everything else on the servers.
 *
 * @param id random
 * @param inNames whether names have it, too; servers of the test's own do not need that
 */
public record RunMark(String id, boolean inNames) {
  /** For servers that others use, too. */
  public static RunMark shared() {
    return new RunMark(Secret.random(4).reveal(), true);
  }

  /** For servers of the test's own. */
  public static RunMark alone() {
    return new RunMark(Secret.random(4).reveal(), false);
  }

  /** The name under which something is made. */
  public String name(String wanted) {
    return inNames ? "gd-" + id + "-" + wanted : wanted;
  }

  /** A name of its own, for what nobody names. */
  public String tokenName() {
    return "gitea-drone-test-" + id;
  }

  /** What descriptions say. */
  public String description() {
    return "made by the test run gitea-drone-" + id;
  }
}
