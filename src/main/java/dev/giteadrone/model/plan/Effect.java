package dev.giteadrone.model.plan;

/** The effect of a step. */
public enum Effect {
  /** Creates something that does not exist. */
  CREATES,
  /** Changes something that exists. */
  CHANGES,
  /** Removes something without a replacement. */
  REMOVES,
  /** Replaces a secret that somebody may be using; the old one stops working. */
  ROTATES
}
