package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The control groups that a killed Docker daemon leaves behind. */
public final class Cgroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private Cgroups() {}

  /** Removes the empty groups of this name, of all controllers. */
  public static void remove(String name) {
    for (Path group : Stream.concat(Stream.of(ROOT), children(ROOT).stream()).toList()) {
      Path own = group.resolve(name);
      if (Files.isDirectory(own)) {
        removeTree(own);
      }
    }
  }

  /** Removes the empty groups whose names begin with {@code prefix}. */
  public static void removeAll(String prefix) {
    Stream.concat(Stream.of(ROOT), children(ROOT).stream())
        .flatMap(group -> children(group).stream())
        .map(group -> String.valueOf(group.getFileName()))
        .filter(name -> name.startsWith(prefix))
        .distinct()
        .toList()
        .forEach(Cgroups::remove);
  }

  private static void removeTree(Path group) {
    try (Stream<Path> all = Files.walk(group)) {
      for (Path path : all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        // The files of a group cannot be deleted. They disappear with the group.
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // An empty control group does no harm; the next boot removes it.
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
