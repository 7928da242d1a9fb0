package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the {@code .sops.yaml} that sops would use. */
final class RulesPlace {
  private static final Case TWO_PLACES = Case.of(ProblemId.INIT_RULES, "place", "admin", "host");
  private static final Case NO_PLACE = Case.of(ProblemId.INIT_RULES, "no-place", "folder");

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
      throw TWO_PLACES.failure(
          admin.map(Path::toString).orElse("missing"), host.map(Path::toString).orElse("missing"));
    }
    if (admin.isPresent()) {
      return admin.get();
    }
    if (!wanted.admin().startsWith(wanted.folder()) || !wanted.host().startsWith(wanted.folder())) {
      throw NO_PLACE.failure(wanted.folder());
    }
    return wanted.folder().resolve(NAME);
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
