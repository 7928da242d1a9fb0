package dev.giteadrone.secrets;

import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Stored;
import java.nio.file.Path;

/**
 * The sops file that only the operator reads; other keys are kept. Throws as {@link HostFile} does,
 * and also if a newer version of this program wrote it: see {@link AdminFormat}.
 */
public interface AdminFile {

  /** The path of the file. */
  Path path();

  /** Decrypts it; a file that does not exist reads as empty with {@link Revision#ABSENT}. */
  Stored<AdminRecord> read();

  /** Who can decrypt it, from its metadata; nobody for a file that does not exist. */
  default KeyGroups recipients() {
    return Recipients.of(path());
  }

  /** Removes drafts that killed runs left beside it. */
  default void sweep() {
    new AtomicFile(path()).sweep();
  }

  /**
   * Checks that {@link #write} would work, without changing anything.
   *
   * @return who can decrypt the file, or could once it is written
   */
  KeyGroups preflight();

  /** Makes our keys exactly those of {@code next}, replaces the file atomically, reads it back. */
  Revision write(Revision expected, AdminRecord next);

  /** Encrypts everything again under a new data key, as {@link HostFile#renewDataKey} does. */
  Revision renewDataKey(Revision expected);

  /**
   * Restores the bytes that the last {@link #write} replaced; a file that did not exist is removed.
   * Does nothing if somebody has changed the file since.
   *
   * @param written the result of that write
   */
  void undo(Revision written);
}
