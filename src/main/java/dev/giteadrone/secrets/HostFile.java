package dev.giteadrone.secrets;

import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The sops file the host reads. All methods throw {@link dev.giteadrone.model.result.Failure} with
 * SECRETS_FILE, and then the file is as it was.
 */
public interface HostFile {

  /** Where it lies. */
  Path path();

  /** Decrypts it; a file that does not exist reads as empty with {@link Revision#ABSENT}. */
  Stored<HostSecrets> read();

  /** Who can decrypt it, from its metadata; nobody for a file that does not exist. */
  default KeyGroups recipients() {
    return Recipients.of(path());
  }

  /** Removes drafts that killed runs left beside it. */
  default void sweep() {
    new AtomicFile(path()).sweep();
  }

  /**
   * Proves that {@link #write} would work, without changing anything: creation rule, permissions,
   * encryption of our keys.
   *
   * @return who can decrypt the file, or could once it is written
   */
  KeyGroups preflight();

  /**
   * Sets variables, keeps everything else, replaces the file atomically, reads it back.
   *
   * @param expected the revision {@link #read} gave; any other content is somebody's edit and is
   *     refused
   */
  Revision write(Revision expected, Map<Variable, Secret> changes);

  /** Removes variables and nothing else, in the same way; those that are not there are fine. */
  Revision remove(Revision expected, Set<Variable> variables);

  /**
   * Encrypts everything again under a new data key, for the recipients the file has: whoever could
   * read an old revision, and no longer is one, reads nothing that is written from now on. The
   * content stays; a file that does not exist is left so.
   */
  Revision renewDataKey(Revision expected);
}
