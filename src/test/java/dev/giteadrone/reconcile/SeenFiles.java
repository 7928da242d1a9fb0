package dev.giteadrone.reconcile;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccountObserved;
import dev.giteadrone.model.observed.FilesObserved;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Stored;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files as a planner sees them. */
public final class SeenFiles {
  private SeenFiles() {}

  /** With this admin file, and nothing in the host's. */
  public static FilesObserved admin(AdminRecord admin) {
    return of(admin, new HostSecrets(Map.of(), 0), Optional.empty());
  }

  /** With all of them. */
  public static FilesObserved of(
      AdminRecord admin, HostSecrets host, Optional<HostSecrets> runner) {
    return new FilesObserved(
        new Stored<>(admin, Revision.ABSENT),
        new Stored<>(host, Revision.ABSENT),
        runner.map(file -> new Stored<>(file, Revision.ABSENT)),
        KeyGroups.NONE,
        KeyGroups.NONE);
  }

  /** Nobody, in a Gitea of which nothing is known, with these files. */
  public static AccessObserved nobody(FilesObserved files) {
    return new AccessObserved(
        files,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        AccountObserved.NOT_ASKED);
  }
}
