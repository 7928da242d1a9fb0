package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RunLock;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stored state of one detached sandbox, in the user's state folder.
 *
 * @param root contains the state, the log of its process and, if the servers' user can access it,
 *     the servers
 */
record DetachedFolder(Path root) {
  private static final Case INVALID = Case.of(ProblemId.SANDBOX_NAME, "invalid", "name");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Path FOR_ROOT = Path.of("/var/lib/gitea-drone-sandboxes");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /**
   * The folder for a name; it may not exist yet.
   *
   * @param all the folder of all sandboxes
   * @throws Failure if the name is not valid
   */
  static DetachedFolder of(Path all, String name) {
    if (!NAME.matcher(name).matches()) {
      throw INVALID.failure(name);
    }
    return new DetachedFolder(all.resolve(name));
  }

  /** The folders that exist, sorted by name. */
  static List<DetachedFolder> all(Path all) {
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(path -> NAME.matcher(String.valueOf(path.getFileName())).matches())
          .sorted()
          .map(DetachedFolder::new)
          .filter(folder -> folder.read().isPresent())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return String.valueOf(root.getFileName());
  }

  /** The output of the process that runs the servers. */
  Path log() {
    return root.resolve("sandbox.log");
  }

  /** The progress of the start. */
  ProgressFile progress() {
    return new ProgressFile(root.resolve("progress"));
  }

  /** A copy of the program, because the original may be replaced while the process runs. */
  Path program() {
    return root.resolve("program.jar");
  }

  /** Waits until no other process starts or stops this sandbox, then prevents others from it. */
  RunLock lock(String command, Progress progress) {
    Path locks = root.resolveSibling(".locks").resolve(name());
    return RunLock.acquire(
        StateFolder.create(locks),
        command,
        Deadline.in(PATIENCE),
        new Poller(new Timeline(), progress));
  }

  /**
   * Reads the state; empty if there is no such sandbox.
   *
   * @throws Failure if a newer version of this program wrote it
   */
  Optional<DetachedState> read() {
    try {
      return Optional.of(DetachedState.parse(Files.readString(file())).requireKnown(name()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the state. */
  void write(DetachedState state) {
    try {
      Path fresh = Folder.write(root.resolve("state.new"), state.text(), "rw-------");
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Chooses an empty folder for the servers. For root it is outside of this folder: root's servers
   * run as other users, who have no access here.
   */
  Path servers() throws IOException {
    if (!SystemUser.isRoot()) {
      return root.resolve("servers");
    }
    Path parent = Folder.mode(Files.createDirectories(FOR_ROOT), "rwx--x--x");
    return Files.createTempDirectory(parent, name() + "-");
  }

  /** Deletes the servers' folder with all their data. */
  static void removeServers(DetachedState state) {
    if (!state.servers().isEmpty()) {
      Folder.delete(Path.of(state.servers()));
      try {
        Files.deleteIfExists(FOR_ROOT);
      } catch (IOException e) {
        // It contains the folders of other sandboxes.
      }
    }
  }

  private Path file() {
    return root.resolve("state");
  }
}
