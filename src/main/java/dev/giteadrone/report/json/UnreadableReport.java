package dev.giteadrone.report.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says why a report cannot be read, and what to do. */
public final class UnreadableReport {
  private static final Case MISSING = Case.of(ProblemId.REPORT_READ, "missing", "file");
  private static final Case DENIED = Case.of(ProblemId.REPORT_READ, "denied", "file");
  private static final Case OTHER = Case.of(ProblemId.REPORT_READ, "other", "file", "said");
  private static final Case SYNTAX = Case.of(ProblemId.REPORT_READ, "syntax", "file", "where");
  private static final Case LIMITS = Case.of(ProblemId.REPORT_READ, "limits", "file");
  private static final Case SCHEMA =
      Case.of(ProblemId.REPORT_READ, "schema", "file", "schema", "known");
  private static final Case FIELD =
      Case.of(ProblemId.REPORT_READ, "field", "file", "field", "expected");

  private UnreadableReport() {}

  /** The file itself cannot be read. */
  public static Failure of(String file, IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> MISSING.failure(missing, file);
      case FileNotFoundException missing -> MISSING.failure(missing, file);
      case AccessDeniedException denied -> DENIED.failure(denied, file);
      case RegularFile.UnfitException unfit -> OTHER.failure(unfit, file, unfit.getReason());
      case StreamConstraintsException limits -> LIMITS.failure(file);
      // Without the exception, which quotes the file.
      case JsonProcessingException syntax -> SYNTAX.failure(file, where(syntax.getLocation()));
      case FileSystemException named -> OTHER.failure(named, file, said(named.getReason()));
      default -> OTHER.failure(e, file, said(e.getMessage()));
    };
  }

  /** It has another schema number. */
  static Failure schema(String file, String schema, int known) {
    return SCHEMA.failure(file, Text.neutral(schema, 40), known);
  }

  /** A field is missing, or has a value that this version does not know. */
  static Failure field(String file, String field, String expected) {
    return FIELD.failure(file, field, expected);
  }

  private static String where(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : Text.neutral(text, 120);
  }
}
