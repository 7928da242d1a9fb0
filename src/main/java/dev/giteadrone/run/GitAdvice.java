package dev.giteadrone.run;

import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * Advice about the secrets files in git.
 *
 * @param status the state of the files when the run began
 */
record GitAdvice(Desired desired, Progress progress, GitStatus status) {

  /** A flake reads only files that git tracks, so this is said before any secret is created. */
  void warnOfInvisibleFiles() {
    status
        .invisible()
        .forEach(file ->
            progress.warning(
                "git does not track " + file + ": a flake will not see it before git add"));
  }

  /** The command with which the operator commits the files, if there is something to commit. */
  List<String> commit() {
    List<Path> pending = status.pending();
    return pending.isEmpty()
        ? List.of()
        : List.of(status.commit(pending, desired.deploy().directory()));
  }
}
