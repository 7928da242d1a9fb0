package dev.giteadrone.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file, or the folder of one, that every user of this machine can change.
 *
 * @param mode its permissions, as chmod takes them
 */
public record OpenPath(Path path, String mode) {
  private static final int OTHERS_WRITE = 02;
  private static final int STICKY = 01000;

  /** Those among the files and their folders. What does not exist or cannot be read is not open. */
  public static List<OpenPath> among(Collection<Path> files) {
    return files.stream()
        .flatMap(file -> Stream.of(file.toAbsolutePath().getParent(), file))
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(OpenPath::look)
        .toList();
  }

  private static Stream<OpenPath> look(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
      // In a folder with this bit, such as /tmp, nobody can replace the files of others.
      boolean open = (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
      return open ? Stream.of(new OpenPath(path, "%04o".formatted(mode))) : Stream.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /**
   * The same with a path that is relative to a folder, if it is in it: short enough to be copied.
   */
  public OpenPath from(Path folder) {
    boolean below = path.startsWith(folder) && !path.equals(folder);
    return below ? new OpenPath(folder.relativize(path), mode) : this;
  }

  /** What that means. */
  public String seen() {
    return "every user of this machine can change %s (mode %s)".formatted(path, mode);
  }

  /** The command that ends it. */
  public String next() {
    return "chmod o-w " + ShellQuoting.word(path.toString());
  }
}
