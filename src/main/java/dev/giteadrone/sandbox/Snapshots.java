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

/** Copies of the folders that hold state, with owners and modes. Nothing may write meanwhile. */
final class Snapshots {
  private Snapshots() {}

  /** Copies the folders. */
  static Snapshot take(Folder folder, Collection<String> running, List<Path> state) {
    try {
      Path all = Folder.mode(Files.createDirectories(folder.data("snapshots")), "rwx------");
      Path to = Files.createTempDirectory(all, "");
      copy(folder, state, to);
      return new Snapshot(to, Set.copyOf(running));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the folders. */
  static void putBack(Folder folder, Snapshot snapshot, List<Path> state) {
    state.forEach(Folder::delete);
    copy(
        folder,
        state.stream()
            .map(path -> snapshot.folder().resolve(String.valueOf(path.getFileName())))
            .toList(),
        folder.root());
  }

  private static void copy(Folder folder, List<Path> from, Path to) {
    List<String> argv = new ArrayList<>(List.of("cp", "-a", "--reflink=auto"));
    from.forEach(path -> argv.add(path.toString()));
    argv.add(to + "/");
    Spawner.run(
        "copying the state of the sandbox",
        Launch.of(argv, Map.of("PATH", Tools.path()), folder.root()),
        new LogTail(folder.log("snapshots"), List::of),
        Deadline.in(Duration.ofMinutes(1)));
  }
}
