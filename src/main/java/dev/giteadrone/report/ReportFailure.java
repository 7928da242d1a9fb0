package dev.giteadrone.report;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a report could not be written, and what to do. */
final class ReportFailure {
  private static final String OTHER = "name another file with --report";

  private ReportFailure() {}

  /** The failure for the user. */
  static Failure of(Path file, IOException e) {
    String folder = String.valueOf(file.toAbsolutePath().getParent());
    return switch (e) {
      case AccessDeniedException denied ->
          failure(
              file,
              "no permission to write in " + folder,
              "allow this user to write there (ls -ld " + folder + "), or " + OTHER,
              denied);
      case NoSuchFileException missing ->
          failure(file, "there is no folder " + folder, "create it, or " + OTHER, missing);
      default -> other(file, folder, e);
    };
  }

  private static Failure other(Path file, String folder, IOException e) {
    if (e instanceof DirectoryNotEmptyException || Files.isDirectory(file)) {
      return failure(file, "this is a folder", OTHER, e);
    }
    String said = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
    String seen = said == null ? "the system does not say why" : Text.neutral(said, 120);
    boolean full = Text.contains(seen, "no space") || Text.contains(seen, "quota");
    String next =
        full
            ? "free some space on the disk of " + folder + ", or " + OTHER
            : "check " + folder + " (ls -ld), or " + OTHER;
    return failure(file, full ? "the disk is full: " + seen : seen, next, e);
  }

  private static Failure failure(Path file, String seen, String next, IOException cause) {
    return new Failure(
        ExitCode.FAILED,
        Problem.of("run.report", "writing the report to " + file, seen, next),
        cause);
  }
}
