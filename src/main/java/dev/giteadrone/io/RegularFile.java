package dev.giteadrone.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the operator's files, each as a whole. A file that is not regular is refused before it is
 * opened, because reading a pipe or a device may never end. A file that is too large for its
 * purpose is refused before it is read. Symbolic links are followed.
 */
public final class RegularFile {
  /** The maximum size of a file with secrets, in bytes. */
  public static final int MAX_SECRETS = 16 * 1024 * 1024;

  /** The maximum size of a file with certificates or a key, in bytes. */
  public static final int MAX_PEM = 4 * 1024 * 1024;

  private static final int MEGABYTE = 1024 * 1024;
  private static final int KIND = 0170000;

  private RegularFile() {}

  /** A file was refused because of its kind or size. The reason can be shown. */
  public static final class UnfitException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private UnfitException(Path file, String reason) {
      super(file.toString(), null, reason);
    }

    /** What is wrong with it, such as {@code it is a named pipe, and no regular file}. */
    @Override
    public String getReason() {
      return String.valueOf(super.getReason());
    }
  }

  /**
   * All its bytes.
   *
   * @param limit the maximum size in bytes
   * @throws UnfitException if it is no regular file, or has more than {@code limit} bytes
   * @throws NoSuchFileException if it does not exist
   */
  public static byte[] read(Path file, int limit) throws IOException {
    Optional<String> other = kindIfOther(file);
    if (other.isPresent()) {
      throw new UnfitException(file, "it is " + other.get() + ", not a regular file");
    }
    long size = Files.size(file);
    if (size > limit) {
      throw tooLarge(file, size, limit);
    }
    try (InputStream in = Files.newInputStream(file)) {
      // It may have grown in the meantime, and kernel files report no size.
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(file, bytes.length, limit);
      }
      return bytes;
    }
  }

  /**
   * What it is if it is neither a regular file nor missing, such as {@code a named pipe}; also
   * empty if the kind cannot be read.
   */
  public static Optional<String> kindIfOther(Path file) {
    if (Files.isRegularFile(file) || !Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(Files.isDirectory(file) ? "a folder" : special(file));
  }

  private static String special(Path file) {
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode");
      return switch (mode & KIND) {
        case 0010000 -> "a named pipe";
        case 0140000 -> "a socket";
        case 0020000, 0060000 -> "a device";
        default -> "a special file";
      };
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "a pipe or a device";
    }
  }

  private static UnfitException tooLarge(Path file, long size, int limit) {
    return new UnfitException(
        file,
        String.format(
            Locale.ROOT,
            "it has %d MB, but at most %d are allowed",
            (size + MEGABYTE - 1) / MEGABYTE,
            limit / MEGABYTE));
  }
}
