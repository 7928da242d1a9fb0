package dev.giteadrone.secrets;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The format of the admin file, so that two versions of this program can work on one repository: an
 * older version refuses a file of a newer one, and a newer version reads a file of an older one.
 * The format applies only to the keys of this program.
 *
 * <p>A file is brought to the {@link #CURRENT} format with the next write of it, which happens
 * under the run's lock; what only reads leaves it alone, and where there is nothing to write, its
 * bytes stay.
 */
public final class AdminFormat {
  private static final Case NO_FORMAT = Case.of(ProblemId.SECRETS_FILE, "no-format", "file");
  private static final Case NEWER_FORMAT =
      Case.of(ProblemId.SECRETS_FILE, "newer-format", "file", "format", "known");

  /** The key in the file. It is no secret, so a rule may leave it in plain text. */
  public static final String KEY = "format";

  /** A file without the key. */
  public static final int FIRST = 1;

  /** The format that this program writes. It differs from {@link #FIRST} in having the key. */
  public static final int CURRENT = 2;

  private static final int DIGITS = 9;

  private AdminFormat() {}

  /**
   * The format of a file.
   *
   * @param text the value of {@link #KEY}
   * @throws Failure with SECRETS_FILE if this program does not know the format
   */
  public static int of(Path file, Optional<String> text) {
    if (text.isEmpty()) {
      return FIRST;
    }
    String number = text.get().strip();
    if (!number.matches("[1-9][0-9]{0," + (DIGITS - 1) + "}")) {
      throw NO_FORMAT.failure(file);
    }
    int format = Integer.parseInt(number);
    if (format > CURRENT) {
      throw NEWER_FORMAT.failure(file, format, CURRENT);
    }
    return format;
  }
}
