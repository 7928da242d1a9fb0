package dev.giteadrone.io;

import dev.giteadrone.io.GitStatus.Upstream;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
  static Optional<Upstream> upstream(Path folder, Subprocess subprocess, Deadline deadline) {
    List<Upstream> found = new ArrayList<>();
    List<String> branches =
        git(
            folder,
            subprocess,
            deadline,
            "for-each-ref",
            "--contains=HEAD",
            "--format=%(refname)",
            "refs/remotes");
    for (String branch : branches) {
      if (branch.endsWith("/HEAD")) {
        continue; // Another name of a branch.
      }
      List<String> count =
          git(folder, subprocess, deadline, "rev-list", "--count", "HEAD.." + branch);
      if (!count.isEmpty()) {
        String name = branch.substring("refs/remotes/".length());
        found.add(new Upstream(Text.neutral(name, 80), Integer.parseInt(count.getFirst())));
      }
    }
    return found.stream().min(Comparator.comparingInt(Upstream::behind));
  }

  private static List<String> git(
      Path folder, Subprocess subprocess, Deadline deadline, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git", "--no-optional-locks"));
    argv.addAll(List.of(arguments));
    try {
      Subprocess.Result result =
          subprocess.run(
              new Subprocess.Command(argv, folder, Map.of(), false), new byte[0], deadline);
      return result.exitCode() == 0
          ? result.text().lines().filter(line -> !line.isBlank()).toList()
          : List.of();
    } catch (Failure noGit) {
      if (Thread.currentThread().isInterrupted()) {
        throw noGit;
      }
      return List.of();
    }
  }
}
