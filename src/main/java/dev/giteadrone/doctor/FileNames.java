package dev.giteadrone.doctor;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** Which letters Java can use in file names. */
final class FileNames {
  private FileNames() {}

  /**
   * Examines the encoding.
   *
   * @param encoding that of file names, from Java's property {@code sun.jnu.encoding}
   */
  static Finding encoding(String encoding) {
    return isUtf8(encoding)
        ? Finding.ok("file names", "UTF-8")
        : Finding.warning(
            "file names",
            encoding + ": names with other letters cannot be opened",
            "export LC_ALL=C.UTF-8, or another locale with UTF-8");
  }

  private static boolean isUtf8(String encoding) {
    try {
      return Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
