package dev.giteadrone.io;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows symbolic links, those that dangle and those in folders included. */
final class Links {
  private static final int MAX_HOPS = 40;

  private Links() {}

  /** Where a write to {@code path} would go. */
  static Path resolve(Path path) throws IOException {
    Path now = path.toAbsolutePath().normalize();
    for (int hop = 0; hop < MAX_HOPS; hop++) {
      if (Files.exists(now)) {
        return now.toRealPath();
      }
      if (!Files.isSymbolicLink(now)) {
        return resolveFolder(now);
      }
      now = now.resolveSibling(Files.readSymbolicLink(now)).normalize();
    }
    throw new FileSystemLoopException(path.toString());
  }

  private static Path resolveFolder(Path missing) throws IOException {
    Path parent = missing.getParent();
    return parent == null ? missing : resolve(parent).resolve(missing.getFileName());
  }
}
