package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.KeyGroups;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that the right recipients can decrypt the two files, and nobody else. */
public final class RecipientPolicy {
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
    return problem(
        name(file())
            + " is not encrypted for "
            + key.recipient()
            + ", so the host cannot decrypt it",
        "add that recipient to the file's rule in .sops.yaml, then sops updatekeys "
            + file()
            + " if the file exists; or correct secrets.host");
  }

  private Problem readsAdmin() {
    return problem("the host can decrypt " + name(desired.secrets().admin()) + " too", OWN_RULE)
        .because("one creation rule covers both files");
  }

  /**
   * The two files have the same recipients. If the host is one of them, it can read the admin file;
   * if not, it cannot read its own file.
   */
  private Problem sameReaders() {
    return problem(
            "everybody who can decrypt "
                + name(file())
                + " can decrypt "
                + name(desired.secrets().admin())
                + " too: either the host can, or it can decrypt neither file",
            OWN_RULE
                + "; name the host's recipient in secrets.host, or none if the deploy decrypts for it")
        .because("one creation rule covers both files");
  }

  private static final String OWN_RULE =
      "give the admin file its own rule in .sops.yaml, first and without the host,"
          + " and add the host's recipient to the rule of the other file (then sops"
          + " updatekeys FILE, if a file exists)";

  private Problem problem(String seen, String next) {
    return Problem.of(
        CheckId.SOPS_RECIPIENTS.id(), "comparing who can decrypt the two files", seen, next);
  }

  private Path file() {
    return desired.secrets().host().file();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
