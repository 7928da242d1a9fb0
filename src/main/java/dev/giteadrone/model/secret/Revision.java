package dev.giteadrone.model.secret;

/**
 * Which bytes a file had when it was read, so that a write can refuse to overwrite somebody's edit.
 *
 * @param fingerprint a digest of the encrypted bytes; empty for a file that does not exist
 */
public record Revision(String fingerprint) {
  /** There is no file. */
  public static final Revision ABSENT = new Revision("");

  /** Whether there is a file. */
  public boolean exists() {
    return !fingerprint.isEmpty();
  }
}
