package dev.giteadrone.reconcile;

/**
 * The mark of a canary repository that this program created. A repository of the same name without
 * the mark is never touched.
 */
public final class CanaryMark {
  /** The beginning of the repository's description. */
  public static final String TEXT = "Canary of gitea-drone";

  private CanaryMark() {}
}
