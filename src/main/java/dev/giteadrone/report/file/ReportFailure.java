package dev.giteadrone.report.file;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a report could not be written, and what to do. */
public final class ReportFailure {
  private static final Case DENIED = Case.of(ProblemId.RUN_REPORT, "denied", "file", "folder");
  private static final Case NO_FOLDER =
      Case.of(ProblemId.RUN_REPORT, "no-folder", "file", "folder");
  private static final Case FOLDER = Case.of(ProblemId.RUN_REPORT, "folder", "file");
  private static final Case FULL = Case.of(ProblemId.RUN_REPORT, "full", "file", "said", "folder");
  private static final Case OTHER =
      Case.of(ProblemId.RUN_REPORT, "other", "file", "said", "folder");

  private static final Case NOT_FOLDER = Case.of(ProblemId.RUN_REPORT, "not-folder", "file");

  private ReportFailure() {}

  /** The failure for the user. */
  public static Failure of(Path file, IOException e) {
    String folder = String.valueOf(file.toAbsolutePath().getParent());
    return switch (e) {
      case AccessDeniedException denied -> DENIED.failure(denied, file, folder);
      case NoSuchFileException missing -> NO_FOLDER.failure(missing, file, folder);
      default -> other(file, folder, e);
    };
  }

  /** As {@link #of}, for the folder of a report. */
  public static Failure ofFolder(Path folder, IOException e) {
    boolean other = Files.exists(folder) && !Files.isDirectory(folder);
    return other ? NOT_FOLDER.failure(e, folder) : of(folder, e);
  }

  private static Failure other(Path file, String folder, IOException e) {
    if (e instanceof DirectoryNotEmptyException || Files.isDirectory(file)) {
      return FOLDER.failure(e, file);
    }
    String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
    String said = reason == null ? "" : Text.neutral(reason, 120);
    boolean full = Text.contains(said, "no space") || Text.contains(said, "quota");
    return (full ? FULL : OTHER).failure(e, file, said, folder);
  }
}
