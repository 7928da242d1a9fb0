package dev.giteadrone.report.file;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.html.HtmlReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Writes a report to a file; the suffix selects the format. */
public final class ReportFile {
  private ReportFile() {}

  /** Whether the suffix of this file is known. */
  public static boolean isKnown(Path file) {
    return renderer(file).isPresent();
  }

  /**
   * Writes the report, by replacing the file as a whole: a reader sees the old report or the new
   * one.
   *
   * @param file ends in {@code .html}, {@code .json} or {@code .xml}; its folder exists
   * @throws IllegalArgumentException if the suffix is unknown
   * @throws Failure if it cannot be written; the file is unchanged then
   */
  public static void write(Path file, RunReport report) {
    String text =
        renderer(file)
            .orElseThrow(() -> new IllegalArgumentException("no form of report: " + file))
            .apply(report);
    write(file, text);
  }

  /**
   * Writes a file of a report, by replacing it as a whole.
   *
   * @throws Failure if it cannot be written; the file is unchanged then
   */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text));
  }

  /** Writes the text of a file. */
  public interface Content {
    /** Writes it. */
    void to(Writer out) throws IOException;
  }

  /**
   * As {@link #write(Path, String)}, for a text that is too large for the memory.
   *
   * @throws Failure if it cannot be written; the file is unchanged then
   */
  public static void write(Path file, Content content) {
    try {
      replace(file, content);
    } catch (IOException e) {
      throw ReportFailure.of(file, e);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path next = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID());
    try {
      // Not createTempFile, whose 0600 would keep a CI system from reading the report.
      try (Writer out =
          Files.newBufferedWriter(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.to(out);
      }
      Files.move(
          next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static Optional<Function<RunReport, String>> renderer(Path file) {
    String name = String.valueOf(file.getFileName());
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "html" -> Optional.of(HtmlReport::render);
      case "json" -> Optional.of(JsonReport::render);
      case "xml" -> Optional.of(JunitXmlReport::render);
      default -> Optional.empty();
    };
  }
}
