package dev.giteadrone.sandbox;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.secrets.SopsAdminFile;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads the admin file of a sandbox. */
final class AdminSecrets {
  private AdminSecrets() {}

  /**
   * Decrypts the file; empty if it does not exist.
   *
   * @param key the operator's age key
   * @throws dev.giteadrone.model.result.Failure if it cannot be decrypted
   */
  static AdminRecord read(Path file, Path key, Path sops) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SOPS_AGE_KEY_FILE", key.toString());
    return new SopsAdminFile(
            file,
            new Subprocess(new Timeline(), environment),
            () -> Deadline.in(Duration.ofSeconds(60)),
            sops.toString())
        .read()
        .value();
  }
}
