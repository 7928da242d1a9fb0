package dev.giteadrone.run;

import dev.giteadrone.io.GitStatus;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What git thinks of the secrets files.
 *
 * @param status as it was asked
 */
record GitAdvice(Desired desired, Progress progress, GitStatus status) {

  /** A flake sees only what git tracks: to be said before anything is minted. */
  void warnOfInvisibleFiles() {
    status
        .invisible()
        .forEach(file ->
            progress.warning(
                "git does not track " + file + ": a flake will not see it before git add"));
  }

  /** The files are the operator's to commit; the command for it, as long as it is to be done. */
  List<String> commit() {
    List<Path> pending = status.pending();
    if (pending.isEmpty()) {
      return List.of();
    }
    Path folder = desired.source().getParent();
    String files =
        pending.stream()
            .map(file -> folder == null ? file : folder.relativize(file))
            .map(Path::toString)
            .collect(Collectors.joining(" "));
    return List.of(status.add() + " " + files + " && git commit");
  }
}
