package dev.giteadrone.reconcile;

import dev.giteadrone.model.observed.FilesObserved;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.secrets.NoKeyDecrypts;
import java.util.Map;
import java.util.Optional;

/** Decrypts the files, before any server is asked. */
public final class FilesObserver {
  private final Gateways ports;

  /** Reads the files behind {@code ports}. */
  public FilesObserver(Gateways ports) {
    this.ports = ports;
  }

  /** Decrypts the files. */
  public FilesObserved look() {
    return new FilesObserved(
        ports.admin().read(),
        ports.host().read(),
        ports.runner().map(HostFile::read),
        ports.admin().recipients(),
        ports.host().recipients());
  }

  /**
   * As the host itself has them: no admin file, and the secrets file only if a key here decrypts
   * it.
   */
  public FilesObserved lookOnHost() {
    Stored<AdminRecord> none = new Stored<>(AdminRecord.EMPTY, Revision.ABSENT);
    KeyGroups recipients = ports.host().recipients();
    try {
      return new FilesObserved(
          none,
          ports.host().read(),
          Optional.empty(),
          KeyGroups.NONE,
          recipients,
          Optional.empty());
    } catch (NoKeyDecrypts e) {
      return new FilesObserved(
          none,
          new Stored<>(new HostSecrets(Map.of(), 0), Revision.ABSENT),
          Optional.empty(),
          KeyGroups.NONE,
          recipients,
          Optional.of(e.problem()));
    }
  }
}
