package dev.giteadrone.reconcile;

import dev.giteadrone.model.observed.FilesObserved;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.secrets.NoKeyDecrypts;
import dev.giteadrone.time.Parallel;
import java.util.Map;
import java.util.Optional;

/** Decrypts the files, before any request to a server. */
public final class FilesObserver {
  private final Gateways gateways;

  /** Creates an observer of the files in {@code gateways}. */
  public FilesObserver(Gateways gateways) {
    this.gateways = gateways;
  }

  /** Decrypts the files, all at the same time: a sops process each. */
  public FilesObserved look() {
    try (Parallel<Stored<HostSecrets>> host = Parallel.start(() -> gateways.host().read());
        Parallel<Optional<Stored<HostSecrets>>> runner =
            Parallel.start(() -> gateways.runner().map(HostFile::read))) {
      return new FilesObserved(
          gateways.admin().read(),
          host.get(),
          runner.get(),
          gateways.admin().recipients(),
          gateways.host().recipients());
    }
  }

  /**
   * Reads the files as the host sees them: without the admin file, and the secrets file only if a
   * key on this machine decrypts it.
   */
  public FilesObserved lookOnHost() {
    Stored<AdminRecord> none = new Stored<>(AdminRecord.EMPTY, Revision.ABSENT);
    KeyGroups recipients = gateways.host().recipients();
    try {
      return new FilesObserved(
          none,
          gateways.host().read(),
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
