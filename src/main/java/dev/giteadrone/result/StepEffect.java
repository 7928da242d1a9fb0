package dev.giteadrone.result;

/** What a step does to what is there. */
public enum StepEffect {
  /** Adds something. */
  CREATES,
  /** Changes something. */
  CHANGES,
  /** Removes something. */
  REMOVES,
  /** Replaces a secret that may be in use. */
  ROTATES
}
