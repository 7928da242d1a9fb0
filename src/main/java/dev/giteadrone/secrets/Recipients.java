package dev.giteadrone.secrets;

import dev.giteadrone.io.AtomicFile;
import java.nio.file.Path;
import java.util.List;

/** Reads who can decrypt a sops file from its metadata, without decrypting it. */
public final class Recipients {
  private Recipients() {}

  /**
   * Age recipients, PGP fingerprints and cloud key ids, in the file's order; empty if it does not
   * exist or is not encrypted.
   *
   * @throws dev.giteadrone.model.Failure with SECRETS_FILE if it cannot be read
   */
  public static List<String> of(Path file) {
    AtomicFile.Content content = new AtomicFile(file).read();
    return content.revision().exists()
        ? Encrypted.of(file, content.bytes()).recipients()
        : List.of();
  }
}
