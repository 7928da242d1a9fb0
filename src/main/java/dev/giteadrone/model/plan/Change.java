package dev.giteadrone.model.plan;

/** The result of a write. */
public enum Change {
  /** Created. */
  CREATED,
  /** Changed. */
  UPDATED,
  /** Deleted. */
  DELETED,
  /** Already in the desired state. */
  UNCHANGED
}
