package dev.giteadrone.reconcile;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.KeyGroups;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that the right recipients can decrypt the two files, and nobody else. */
public final class RecipientPolicy {
  private static final Case HOST_UNABLE =
      Case.of(ProblemId.SOPS_RECIPIENTS, "host-unable", "name", "recipient", "file");
  private static final Case HOST_READS_ADMIN =
      Case.of(ProblemId.SOPS_RECIPIENTS, "host-reads-admin", "admin");
  private static final Case SAME_RECIPIENTS =
      Case.of(ProblemId.SOPS_RECIPIENTS, "same-recipients", "name", "admin");

  private final Desired desired;

  public RecipientPolicy(Desired desired) {
    this.desired = desired;
  }

  /**
   * The problem with the recipients, if there is one.
   *
   * @param admin who can decrypt the admin file, or will be able to once it is written; empty if
   *     unknown
   * @param host the same for the host's file
   */
  public Optional<Problem> wrong(KeyGroups admin, KeyGroups host) {
    return switch (desired.secrets().hostKey()) {
      case HostKey.Nothing ignored -> Optional.empty();
      case HostKey.Named key when !host.readableWith(key::is) && !host.keys().isEmpty() ->
          Optional.of(unreadable(key));
      case HostKey.Named key ->
          admin.readableWith(key::is) ? Optional.of(readsAdmin()) : Optional.empty();
      case HostKey.Unknown ignored ->
          admin.readableByReadersOf(host) ? Optional.of(sameReaders()) : Optional.empty();
    };
  }

  private Problem unreadable(HostKey.Named key) {
    return HOST_UNABLE.problem(name(file()), key.recipient(), file());
  }

  private Problem readsAdmin() {
    return HOST_READS_ADMIN.problem(name(desired.secrets().admin()));
  }

  /**
   * The two files have the same recipients. If the host is one of them, it can read the admin file;
   * if not, it cannot read its own file.
   */
  private Problem sameReaders() {
    return SAME_RECIPIENTS.problem(name(file()), name(desired.secrets().admin()));
  }

  private Path file() {
    return desired.secrets().host().file();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
