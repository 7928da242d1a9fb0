package dev.giteadrone.reconcile;

/** What marks the canary's repository as ours; one of the same name without it is never touched. */
public final class CanaryMark {
  /** How its description begins. */
  public static final String TEXT = "Canary of gitea-drone";

  private CanaryMark() {}
}
