package dev.giteadrone.model.observed;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Stored;
import java.util.Optional;

/**
 * What the sops files hold; read before any server is touched.
 *
 * @param admin the admin file
 * @param host the file the host reads
 * @param runner the runners' own file, if there is one
 * @param adminRecipients who can decrypt the admin file; nobody if it does not exist
 * @param hostRecipients who can decrypt the host's file; nobody if it does not exist
 * @param undecryptable why the host's file could not be read, where that is no failure: on the host
 *     itself, without its key
 */
public record FilesObserved(
    Stored<AdminRecord> admin,
    Stored<HostSecrets> host,
    Optional<Stored<HostSecrets>> runner,
    KeyGroups adminRecipients,
    KeyGroups hostRecipients,
    Optional<Problem> undecryptable) {
  /** All of them were read. */
  public FilesObserved(
      Stored<AdminRecord> admin,
      Stored<HostSecrets> host,
      Optional<Stored<HostSecrets>> runner,
      KeyGroups adminRecipients,
      KeyGroups hostRecipients) {
    this(admin, host, runner, adminRecipients, hostRecipients, Optional.empty());
  }
}
