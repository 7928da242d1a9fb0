package dev.giteadrone.init;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the {@code .sops.yaml} that sops would use. */
final class RulesPlace {
  private static final String NAME = ".sops.yaml";

  private RulesPlace() {}

  /**
   * The file that sops finds for both files; a new one beside the configuration if there is none.
   */
  static Path of(Rules.Wanted wanted) {
    Path top = top(wanted.folder());
    Optional<Path> admin = nearest(wanted.admin(), top);
    Optional<Path> host = nearest(wanted.host(), top);
    if (!admin.equals(host)) {
      throw failure(
          "both files must be covered by the same one, but theirs are "
              + admin.map(Path::toString).orElse("missing")
              + " and "
              + host.map(Path::toString).orElse("missing"));
    }
    if (admin.isPresent()) {
      return admin.get();
    }
    if (!wanted.admin().startsWith(wanted.folder()) || !wanted.host().startsWith(wanted.folder())) {
      throw failure("there is none, and a new one would be in " + wanted.folder());
    }
    return wanted.folder().resolve(NAME);
  }

  private static Failure failure(String seen) {
    return new Failure(
        ExitCode.SECRETS_FILE,
        Problem.of(
            "init.rules",
            "looking for the " + NAME + " of the secrets files",
            seen,
            "keep both files in one folder below the configuration's"));
  }

  private static Optional<Path> nearest(Path file, Path top) {
    for (Path folder = file.getParent();
        folder != null && folder.startsWith(top);
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve(NAME))) {
        return Optional.of(folder.resolve(NAME));
      }
    }
    return Optional.empty();
  }

  /** The work tree's top, or the folder itself: folders above belong to somebody else. */
  private static Path top(Path folder) {
    for (Path now = folder; now != null; now = now.getParent()) {
      if (Files.exists(now.resolve(".git"))) {
        return now;
      }
    }
    return folder;
  }

  /** The path of a file as rules use it. */
  static String relative(Path file, Path secrets) {
    return file.resolveSibling(".").normalize().relativize(secrets).toString();
  }
}
