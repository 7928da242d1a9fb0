package dev.giteadrone.io.git;

import dev.giteadrone.io.git.GitStatus.Upstream;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a checked-out commit follows if no branch is checked out, as in the clone of a pipeline: the
 * branches of the remote that contain it, as of the last fetch.
 */
final class DetachedHead {
  private static final String DETACHED = "# branch.head (detached)";

  private DetachedHead() {}

  /** Whether the fields of {@code git status --porcelain=v2 --branch} say so. */
  static boolean is(List<String> fields) {
    return fields.contains(DETACHED);
  }

  /**
   * The branch of a remote that lacks the fewest of this checkout's commits: none if the commit is
   * the newest one of a branch. Empty if no branch of a remote contains it.
   */
  static Optional<Upstream> upstream(Git git) {
    List<Upstream> found = new ArrayList<>();
    List<String> branches =
        git.ask("for-each-ref", "--contains=HEAD", "--format=%(refname)", "refs/remotes")
            .map(text -> text.lines().toList())
            .orElse(List.of());
    for (String branch : branches) {
      if (branch.endsWith("/HEAD")) {
        continue; // Another name of a branch.
      }
      String name = branch.substring("refs/remotes/".length());
      git.ask("rev-list", "--count", "HEAD.." + branch)
          .map(count -> new Upstream(Text.neutral(name, 80), Integer.parseInt(count.strip())))
          .ifPresent(found::add);
    }
    return found.stream().min(Comparator.comparingInt(Upstream::behind));
  }
}
