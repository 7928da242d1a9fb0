package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The sops files.
 *
 * @param host what the host reads: all three variables
 * @param admin what only the operator reads: the administrator's password and our tokens
 * @param runner a file with the RPC secret alone, for runners that should see nothing else
 * @param hostKey with what the host decrypts its file
 */
public record SecretsTarget(Location host, Path admin, Optional<Location> runner, HostKey hostKey) {
  /** Where nobody said with what the host decrypts its file. */
  public SecretsTarget(Location host, Path admin, Optional<Location> runner) {
    this(host, admin, runner, HostKey.UNKNOWN);
  }

  /**
   * Variables in a sops file.
   *
   * @param file absolute path
   * @param layout how the variables lie in it
   */
  public record Location(Path file, SecretsLayout layout) {}
}
