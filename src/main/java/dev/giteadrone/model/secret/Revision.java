package dev.giteadrone.model.secret;

/**
 * Which bytes a file had when it was read, so that a write does not overwrite an edit of somebody
 * else.
 *
 * @param fingerprint a digest of the encrypted bytes; empty for a file that does not exist
 */
public record Revision(String fingerprint) {
  /** The file does not exist. */
  public static final Revision ABSENT = new Revision("");

  /** Whether there is a file. */
  public boolean exists() {
    return !fingerprint.isEmpty();
  }
}
