package dev.giteadrone.io.git;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The git status of some files. Only reads, and does not refresh the index of git.
 *
 * @param files each file asked about, and its state
 * @param upstream what the first file's branch follows, if it is in a work tree and follows one
 */
public record GitStatus(Map<Path, State> files, Optional<Upstream> upstream) {

  /** One file's state. */
  public enum State {
    /** Tracked and as in the last commit. */
    CLEAN,
    /** Tracked or staged, and different from the last commit. */
    MODIFIED,
    /** In a work tree, but git does not track it: invisible to a flake. */
    UNTRACKED,
    /** Ignored by git: invisible to a flake, and {@code git add} needs force. */
    IGNORED,
    /** In a work tree, but the file does not exist and git does not know it. */
    MISSING,
    /** Not in a work tree, or there is no git. */
    NOT_IN_GIT
  }

  /**
   * The branch that the checkout follows, as of the last fetch: that of the checked-out branch, or,
   * if no branch is checked out, one of a remote that contains the commit.
   *
   * @param name such as {@code origin/main}
   * @param behind how many of its commits this checkout lacks
   */
  public record Upstream(String name, int behind) {}

  /** Copies the map, in its order. */
  public GitStatus {
    files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Asks git about each of {@code files}; errors of git are ignored. */
  public static GitStatus of(Collection<Path> files, Subprocess subprocess, Deadline deadline) {
    Map<Path, State> states = new LinkedHashMap<>();
    Optional<Upstream> upstream = Optional.empty();
    for (Path file : files) {
      Git git = new Git(folder(file), subprocess, deadline);
      Optional<List<String>> answer = ask(git, file);
      states.put(file, answer.map(fields -> state(file, fields)).orElse(State.NOT_IN_GIT));
      if (upstream.isEmpty()) {
        upstream = answer.flatMap(fields -> upstream(fields, git));
      }
    }
    return new GitStatus(states, upstream);
  }

  /** The files that git does not track, including those that do not exist yet. */
  public List<Path> invisible() {
    return in(State.UNTRACKED, State.IGNORED, State.MISSING);
  }

  /** The command that adds what is {@link #pending}, without the files: ignored ones need force. */
  String add() {
    return in(State.IGNORED).isEmpty() ? "git add" : "git add -f";
  }

  /**
   * The command that commits files.
   *
   * @param folder where it is typed
   */
  public String commit(Collection<Path> some, Path folder) {
    return add()
        + " "
        + ShellQuoting.line(some.stream().map(file -> folder.relativize(file).toString()).toList())
        + " && git commit";
  }

  /** The files that must be committed. */
  public List<Path> pending() {
    return in(State.MODIFIED, State.UNTRACKED, State.IGNORED);
  }

  private List<Path> in(State... states) {
    return files.keySet().stream()
        .filter(file -> Arrays.asList(states).contains(files.get(file)))
        .toList();
  }

  /** The fields of porcelain format 2, or nothing where this is no work tree. */
  private static Optional<List<String>> ask(Git git, Path file) {
    return git.askForFields(
        "--literal-pathspecs",
        "status",
        "--porcelain=v2",
        "--branch",
        "-z",
        "--untracked-files=all",
        "--ignored=matching",
        "--",
        git.folder().relativize(file.toAbsolutePath()).toString());
  }

  /** The nearest folder above a file that exists; at the end that is the root. */
  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath();
    do {
      folder = Optional.ofNullable(folder.getParent()).orElse(folder.getRoot());
    } while (!Files.isDirectory(folder));
    return folder;
  }

  private static State state(Path file, List<String> fields) {
    for (String field : fields) {
      if (field.startsWith("? ")) {
        return State.UNTRACKED;
      }
      if (field.startsWith("! ")) {
        return State.IGNORED;
      }
      if (field.startsWith("1 ") || field.startsWith("2 ") || field.startsWith("u ")) {
        return State.MODIFIED;
      }
    }
    return Files.exists(file) ? State.CLEAN : State.MISSING;
  }

  /**
   * What the checkout follows.
   *
   * @param fields of {@code git status --porcelain=v2 --branch}
   */
  static Optional<Upstream> upstream(List<String> fields, Git git) {
    return DetachedHead.is(fields) ? DetachedHead.upstream(git) : ofBranch(fields);
  }

  private static Optional<Upstream> ofBranch(List<String> fields) {
    String name = after("# branch.upstream ", fields);
    String counts = after("# branch.ab ", fields);
    int minus = counts.lastIndexOf('-');
    return name.isEmpty() || minus < 0
        ? Optional.empty()
        : Optional.of(
            new Upstream(Text.neutral(name, 80), Integer.parseInt(counts.substring(minus + 1))));
  }

  private static String after(String prefix, List<String> fields) {
    return fields.stream()
        .filter(field -> field.startsWith(prefix))
        .map(field -> field.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
