package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** Turns an I/O exception into a {@link Failure} for the user. */
public final class FileFailures {
  private static final Case UNFIT = Case.of(ProblemId.SECRETS_FILE, "unfit", "tried", "seen");
  private static final Case FULL = Case.of(ProblemId.SECRETS_FILE, "full", "tried", "seen");
  private static final Case READ_ONLY_DISK =
      Case.of(ProblemId.SECRETS_FILE, "read-only-disk", "tried", "seen");
  private static final Case UNUSABLE = Case.of(ProblemId.SECRETS_FILE, "unusable", "tried", "seen");

  private FileFailures() {}

  /** {@code what} was tried, such as {@code reading /a/b}. */
  static Failure of(String what, IOException e) {
    String reason = reason(e);
    Case seen = e instanceof RegularFile.UnfitException ? UNFIT : seen(reason);
    return seen.failure(e, what, reason);
  }

  /** Why, in a few words. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "a part of the path is not a folder";
    }
    String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : Text.neutral(said, 120);
  }

  /** Whether the disk or the quota is full. */
  static boolean isFull(IOException e) {
    return isFull(reason(e));
  }

  private static boolean isFull(String reason) {
    return Text.contains(reason, "no space") || Text.contains(reason, "quota");
  }

  private static Case seen(String reason) {
    if (isFull(reason)) {
      return FULL;
    }
    return Text.contains(reason, "read-only") ? READ_ONLY_DISK : UNUSABLE;
  }
}
