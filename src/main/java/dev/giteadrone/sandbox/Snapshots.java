package dev.giteadrone.sandbox;

import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies the folders that contain state, with owners and modes. No process may write to them
 * meanwhile.
 */
final class Snapshots {
  private Snapshots() {}

  /** Copies the folders. */
  static Snapshot take(Folder folder, Collection<String> running, List<Path> state) {
    try {
      Path all = Folder.mode(Files.createDirectories(folder.data("snapshots")), "rwx------");
      Path to = Files.createTempDirectory(all, "");
      copy(state, to, folder.log("snapshots"));
      return new Snapshot(to, Set.copyOf(running));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the folders by their copies. */
  static void putBack(Folder folder, Snapshot snapshot, List<Path> state) {
    state.forEach(Folder::delete);
    copy(
        state.stream()
            .map(path -> snapshot.folder().resolve(String.valueOf(path.getFileName())))
            .toList(),
        folder.root(),
        folder.log("snapshots"));
  }

  /**
   * Copies files and folders into a folder.
   *
   * @param log file for the output of {@code cp}
   */
  static void copy(List<Path> from, Path to, Path log) {
    List<String> argv = new ArrayList<>(List.of("cp", "-a", "--reflink=auto"));
    from.forEach(path -> argv.add(path.toString()));
    argv.add(to + "/");
    Spawner.run(
        "copying the state of the sandbox",
        Launch.of(argv, Map.of("PATH", Tools.path()), to),
        new LogTail(log, List::of),
        Deadline.in(Duration.ofMinutes(1)));
  }
}
