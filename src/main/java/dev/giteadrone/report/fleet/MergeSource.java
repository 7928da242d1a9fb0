package dev.giteadrone.report.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.json.JsonRunReader;
import dev.giteadrone.report.json.ReportFields;
import dev.giteadrone.report.json.UnreadableReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something to join: a report of hosts of this program. Nothing is extracted from a ZIP file; only
 * the files that its {@code report.json} stands for are read, each within limits.
 */
final class MergeSource implements AutoCloseable {
  private static final Case ZIP = Case.of(ProblemId.REPORT_MERGE, "zip", "file", "said");
  private static final Case KIND = Case.of(ProblemId.REPORT_MERGE, "kind", "file");

  private final Path given;
  private final FleetReport report;
  private final Optional<Path> folder;
  private final Optional<FileSystem> zip;

  private MergeSource(
      Path given, FleetReport report, Optional<Path> folder, Optional<FileSystem> zip) {
    this.given = given;
    this.report = report;
    this.folder = folder;
    this.zip = zip;
  }

  /** Whether it is JUnit XML, which has no hosts. */
  static boolean isJunit(Path source) {
    return suffix(source).equals("xml") && !Files.isDirectory(source);
  }

  /**
   * Opens a folder, a ZIP file or a JSON report.
   *
   * @throws dev.giteadrone.model.result.Failure if it cannot be read
   */
  static MergeSource open(Path source) {
    if (!Files.exists(source)) {
      throw UnreadableReport.of(source.toString(), new NoSuchFileException(source.toString()));
    } else if (Files.isDirectory(source)) {
      Path json = source.resolve(FleetFolder.REPORT);
      return new MergeSource(
          source, FleetJson.read(ReportFields.read(json)), Optional.of(source), Optional.empty());
    }
    return switch (suffix(source)) {
      case "zip" -> zip(source);
      case "json" -> json(source);
      default -> throw KIND.failure(source);
    };
  }

  private static String suffix(Path source) {
    String name = String.valueOf(source.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** {@code report.json} of a folder tells its own kind. */
  private static MergeSource json(Path source) {
    ReportFields fields = ReportFields.read(source);
    if (fields.has("kind")) {
      Path folder = source.toAbsolutePath().getParent();
      return new MergeSource(
          source, FleetJson.read(fields), Optional.ofNullable(folder), Optional.empty());
    }
    RunReport run = JsonRunReader.read(fields);
    String file = String.valueOf(source.getFileName());
    String name = file.substring(0, file.length() - ".json".length());
    HostLine host = HostLine.ran(name, source.toString(), run, run.exitCode());
    FleetReport report =
        new FleetReport(
            run.command(),
            "",
            run.started(),
            run.took(),
            Optional.empty(),
            List.of(host),
            List.of());
    return new MergeSource(source, report, Optional.empty(), Optional.empty());
  }

  private static MergeSource zip(Path source) {
    FileSystem zip = zipFile(source);
    try {
      Path folder = folder(zip);
      String name = source + "!" + folder.resolve(FleetFolder.REPORT);
      FleetReport report =
          FleetJson.read(ReportFields.read(folder.resolve(FleetFolder.REPORT), name));
      return new MergeSource(source, report, Optional.of(folder), Optional.of(zip));
    } catch (IOException e) {
      close(zip);
      throw UnreadableReport.of(source.toString(), e);
    } catch (RuntimeException e) {
      close(zip);
      throw e;
    }
  }

  /** Names that leave the file, such as {@code ../x}, make it unreadable as a whole. */
  private static FileSystem zipFile(Path source) {
    try {
      return FileSystems.newFileSystem(source);
    } catch (IOException | ProviderNotFoundException | IllegalArgumentException e) {
      String said = e.getMessage() == null ? "" : Text.neutral(e.getMessage(), 120);
      throw ZIP.failure(e, source, said);
    }
  }

  /** The root, or the one folder in it that was packed. */
  private static Path folder(FileSystem zip) throws IOException {
    Path root = zip.getPath("/");
    if (Files.exists(root.resolve(FleetFolder.REPORT))) {
      return root;
    }
    try (DirectoryStream<Path> packed = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : packed) {
        if (Files.exists(folder.resolve(FleetFolder.REPORT))) {
          return folder;
        }
      }
    }
    return root;
  }

  /** As it was named. */
  Path given() {
    return given;
  }

  FleetReport report() {
    return report;
  }

  /** Whether the name of its host is only that of the file. */
  boolean isOneHost() {
    return folder.isEmpty();
  }

  /** The run of one of its hosts. */
  RunReport run(HostLine host) {
    return folder
        .map(in -> JsonRunReader.read(HostReportFiles.of(host.name()).json(in)))
        .orElseGet(() -> JsonRunReader.read(given));
  }

  private static void close(FileSystem zip) {
    try {
      zip.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    zip.ifPresent(MergeSource::close);
  }
}
