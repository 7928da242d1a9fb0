package dev.giteadrone.model.plan;

/** What a write did. */
public enum Change {
  /** It was not there before. */
  CREATED,
  /** It was there and is different now. */
  UPDATED,
  /** It is gone now. */
  DELETED,
  /** It already was as wanted. */
  UNCHANGED
}
