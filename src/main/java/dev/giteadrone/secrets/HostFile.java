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
 * SECRETS_FILE, and then the file is unchanged.
 */
public interface HostFile {

  /** The path of the file. */
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
   * Checks that {@link #write} would work, without changing anything: creation rule, permissions,
   * encryption of our keys.
   *
   * @return who can decrypt the file, or could once it is written
   */
  KeyGroups preflight();

  /**
   * Sets variables, keeps everything else, replaces the file atomically, reads it back.
   *
   * @param expected the revision from {@link #read}; if the content has changed since, the call
   *     fails
   */
  Revision write(Revision expected, Map<Variable, Secret> changes);

  /** Removes only these variables, in the same way; missing ones are ignored. */
  Revision remove(Revision expected, Set<Variable> variables);

  /**
   * Encrypts everything again under a new data key, for the recipients the file has: a former
   * recipient who could read an old revision cannot read later ones. The content stays; does
   * nothing if the file does not exist.
   */
  Revision renewDataKey(Revision expected);
}
