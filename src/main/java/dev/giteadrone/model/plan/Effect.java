package dev.giteadrone.model.plan;

/** What a step does to what is there. */
public enum Effect {
  /** Something comes that is not there. */
  CREATES,
  /** Something that is there becomes different. */
  CHANGES,
  /** Something goes and nothing takes its place. */
  REMOVES,
  /** A secret that somebody may hold stops working, and a new one takes its place. */
  ROTATES
}
