package dev.giteadrone.model;

import java.util.List;
import java.util.Optional;

/**
 * What the sops files hold; read before any server is touched.
 *
 * @param admin the admin file
 * @param host the file the host reads
 * @param runner the runners' own file, where there is one
 * @param adminRecipients who can decrypt the admin file; empty if it does not exist
 * @param hostRecipients who can decrypt the host's file; empty if it does not exist
 * @param undecryptable why the host's file could not be read, where that is no failure: on the host
 *     itself, without its key
 */
public record FilesObserved(
    Stored<AdminRecord> admin,
    Stored<HostSecrets> host,
    Optional<Stored<HostSecrets>> runner,
    List<String> adminRecipients,
    List<String> hostRecipients,
    Optional<Problem> undecryptable) {
  /** All of them were read. */
  public FilesObserved(
      Stored<AdminRecord> admin,
      Stored<HostSecrets> host,
      Optional<Stored<HostSecrets>> runner,
      List<String> adminRecipients,
      List<String> hostRecipients) {
    this(admin, host, runner, adminRecipients, hostRecipients, Optional.empty());
  }

  /** Copies the lists. */
  public FilesObserved {
    adminRecipients = List.copyOf(adminRecipients);
    hostRecipients = List.copyOf(hostRecipients);
  }
}
