package dev.giteadrone.fleet.kept;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.fleet.FleetFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The folder of a report as one file. Nothing but a report's own files is packed. */
final class ReportArchive {
  private static final Case NO_REPORT = Case.of(ProblemId.REPORT_KEPT, "no-report", "folder");

  private static final Pattern OWN =
      Pattern.compile(
          "index\\.html|report\\.(?:json|xml)|hosts/(?!\\.)[A-Za-z0-9._-]{1,200}\\.(?:json|html)");

  private ReportArchive() {}

  /**
   * Packs a report.
   *
   * @param folder as {@code --report} wrote it
   * @throws Failure if there is no report in it
   */
  static void pack(Path folder, Path archive) throws IOException {
    if (!Files.isRegularFile(folder.resolve(FleetFolder.REPORT), LinkOption.NOFOLLOW_LINKS)) {
      throw NO_REPORT.failure(folder);
    }
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String name : names(folder)) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(folder.resolve(name), zip);
      }
    }
  }

  /** A link could lead to a file that is no part of the report. */
  private static List<String> names(Path given) throws IOException {
    Path folder = given.toRealPath(); // The folder itself may be a link.
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .filter(name -> OWN.matcher(name).matches())
          .sorted()
          .toList();
    }
  }
}
