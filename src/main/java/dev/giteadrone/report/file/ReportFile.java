package dev.giteadrone.report.file;

import dev.giteadrone.io.ReadableFile;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * As {@link #write(Path, String)}, for a text that is too large for the memory.
   *
   * @throws Failure if it cannot be written; the file is unchanged then
   */
  public static void write(Path file, ReadableFile.Content content) {
    try {
      ReadableFile.replace(file, content);
    } catch (IOException e) {
      throw ReportFailure.of(file, e);
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
