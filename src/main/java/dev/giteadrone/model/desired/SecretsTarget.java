package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** All files, the host's first. */
  public List<Path> files() {
    return Stream.concat(Stream.of(host.file(), admin), runner.map(Location::file).stream())
        .toList();
  }

  /**
   * Variables in a sops file.
   *
   * @param file absolute path
   * @param layout how the variables are stored in it
   */
  public record Location(Path file, SecretsLayout layout) {}
}
