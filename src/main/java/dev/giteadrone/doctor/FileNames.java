package dev.giteadrone.doctor;

import dev.giteadrone.io.FileNameEncoding;

/** Which letters Java can use in file names. */
final class FileNames {
  private FileNames() {}

  /** Examines the encoding. */
  static Finding encoding(FileNameEncoding encoding) {
    return encoding.isUtf8()
        ? Finding.ok("file names", "UTF-8")
        : Finding.warning(
            "file names",
            encoding.name() + ": names with other letters cannot be opened",
            "export LC_ALL=C.UTF-8, or another locale with UTF-8");
  }
}
