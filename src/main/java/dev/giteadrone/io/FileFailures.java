package dev.giteadrone.io;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** Turns an I/O exception into a {@link Failure} for the user. */
final class FileFailures {
  private FileFailures() {}

  /** {@code what} was tried, such as {@code reading /a/b}. */
  static Failure of(String what, IOException e) {
    String reason = reason(e);
    String next =
        e instanceof RegularFile.UnfitException
            ? "check what is there (ls -lL), or name another file in secrets.file,"
                + " secrets.admin or secrets.runner.file"
            : next(reason);
    return new Failure(ExitCode.SECRETS_FILE, Problem.of("secrets.file", what, reason, next), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "a part of the path is not a folder";
    }
    String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : Text.neutral(said, 120);
  }

  private static String next(String reason) {
    if (Text.contains(reason, "no space") || Text.contains(reason, "quota")) {
      return "free some space on that disk and run the same command again";
    }
    if (Text.contains(reason, "read-only")) {
      return "work on a clone that can be written to";
    }
    return "check the path, its owner and its mode (ls -l)";
  }
}
