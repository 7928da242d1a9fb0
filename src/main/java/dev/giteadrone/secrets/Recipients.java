package dev.giteadrone.secrets;

import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.model.secret.KeyGroups;
import java.nio.file.Path;

/** Reads who can decrypt a sops file from its metadata, without decrypting it. */
public final class Recipients {
  private Recipients() {}

  /**
   * Age recipients, PGP fingerprints and cloud key ids, in the file's order; none if it does not
   * exist or is not encrypted.
   *
   * @throws dev.giteadrone.model.result.Failure with SECRETS_FILE if it cannot be read
   */
  public static KeyGroups of(Path file) {
    AtomicFile.Content content = new AtomicFile(file).read();
    return content.revision().exists()
        ? Encrypted.of(file, content.bytes()).recipients()
        : KeyGroups.NONE;
  }
}
