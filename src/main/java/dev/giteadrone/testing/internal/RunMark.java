package dev.giteadrone.testing.internal;

import dev.giteadrone.model.secret.Secret;

/**
 * A mark that separates what one handle has created from everything else on the servers.
 *
 * @param id random
 * @param inNames whether names contain it, too; servers for one test only do not need that
 */
public record RunMark(String id, boolean inNames) {
  /** A mark for servers that others use, too. */
  public static RunMark shared() {
    return new RunMark(Secret.random(4).reveal(), true);
  }

  /** A mark for servers for one test only. */
  public static RunMark alone() {
    return new RunMark(Secret.random(4).reveal(), false);
  }

  /** The wanted name, with the mark if names contain it. */
  public String name(String wanted) {
    return inNames ? "gd-" + id + "-" + wanted : wanted;
  }

  /** A unique name for a token. */
  public String tokenName() {
    return "gitea-drone-test-" + id;
  }

  /** The text for descriptions. */
  public String description() {
    return "made by the test run gitea-drone-" + id;
  }
}
