package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The sops files.
 *
 * @param host what the host reads: all three variables
 * @param admin what only the operator reads: the administrator's password and our tokens
 * @param runner a file with only the RPC secret, for runners that must not have the other secrets
 * @param hostKey the key that the host decrypts its file with
 */
public record SecretsTarget(Location host, Path admin, Optional<Location> runner, HostKey hostKey) {
  /** Without a known host key. */
  public SecretsTarget(Location host, Path admin, Optional<Location> runner) {
    this(host, admin, runner, HostKey.UNKNOWN);
  }

  /**
   * Variables in a sops file.
   *
   * @param file absolute path
   * @param layout how the variables are stored in it
   */
  public record Location(Path file, SecretsLayout layout) {}
}
