package dev.giteadrone.io;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file without secrets, for others to read. It is replaced as a whole: a reader sees the old text
 * or the new one.
 */
public final class ReadableFile {
  /** Writes the text of a file. */
  public interface Content {
    /** Writes it. */
    void to(Writer out) throws IOException;
  }

  private ReadableFile() {}

  /**
   * Replaces a file, or writes a new one.
   *
   * @throws IOException if it cannot be written; the file is unchanged then
   */
  public static void replace(Path file, Content content) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path next = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID());
    boolean moved = false;
    try {
      // Not createTempFile, whose 0600 would keep a CI system from reading the file.
      try (Writer out =
          Files.newBufferedWriter(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.to(out);
      }
      Files.move(
          next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(next);
      }
    }
  }
}
