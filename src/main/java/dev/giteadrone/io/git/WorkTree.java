package dev.giteadrone.io.git;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The git work tree that a folder belongs to. Reads only; fetches nothing, and git's index is not
 * refreshed.
 *
 * @param upstream what the checked-out branch follows, if it follows one
 * @param changed the tracked files that differ from the last commit, including staged ones; in a
 *     repository without any commit none is
 */
public record WorkTree(Optional<GitStatus.Upstream> upstream, List<Path> changed) {
  private static final Case NO_ANSWER = Case.of(ProblemId.DEPLOY_DIRTY, "git", "folder");

  /** Copies the list. */
  public WorkTree {
    changed = List.copyOf(changed);
  }

  /**
   * Asks git; empty if there is no work tree.
   *
   * @throws Failure if there is one but git fails: unknown is not unchanged
   */
  public static Optional<WorkTree> of(Path folder, Subprocess subprocess, Deadline deadline) {
    Git git = new Git(folder, subprocess, deadline);
    Optional<WorkTree> seen =
        git.ask("rev-parse", "--show-toplevel").flatMap(top -> of(Path.of(top.strip()), git));
    if (seen.isEmpty() && isBelowGit(folder)) {
      throw NO_ANSWER.failure(folder);
    }
    return seen;
  }

  private static boolean isBelowGit(Path folder) {
    for (Path p = folder.toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<WorkTree> of(Path top, Git git) {
    return git.askForFields("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=no")
        .map(fields -> new WorkTree(GitStatus.upstream(fields, git), changed(top, fields)));
  }

  private static List<Path> changed(Path root, List<String> fields) {
    List<Path> changed = new ArrayList<>();
    boolean unborn = fields.contains("# branch.oid (initial)");
    for (Iterator<String> each = fields.iterator(); each.hasNext(); ) {
      String field = each.next();
      // Before the path come eight fields of an ordinary change, nine of a rename, ten of a
      // conflict.
      int blanks =
          field.startsWith("1 ") ? 8 : field.startsWith("2 ") ? 9 : field.startsWith("u ") ? 10 : 0;
      if (blanks > 0 && !unborn) {
        changed.add(root.resolve(field.split(" ", blanks + 1)[blanks]));
      }
      if (blanks == 9 && each.hasNext()) {
        each.next(); // where it was renamed from
      }
    }
    return changed;
  }
}
