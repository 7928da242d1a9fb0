package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.file.ReportFailure;
import dev.giteadrone.report.file.ReportFile;
import dev.giteadrone.report.html.HtmlReport;
import dev.giteadrone.report.json.ReportFields;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report of a run over many hosts: a folder with an index, and with a report for each host,
 * which is there as soon as the host has ended. Each file is replaced as a whole.
 */
public final class FleetFolder {
  /** The file with all hosts; without it, a folder is no report. */
  public static final String REPORT = "report.json";

  private static final String JUNIT = "report.xml";
  private static final String INDEX = "index.html";

  private final Path folder;

  private FleetFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder, which is created if it is missing.
   *
   * @throws Failure if it cannot be created
   */
  public static FleetFolder create(Path folder) {
    try {
      Files.createDirectories(folder.resolve(HostReportFiles.FOLDER));
      return new FleetFolder(folder);
    } catch (IOException e) {
      throw ReportFailure.ofFolder(folder, e);
    }
  }

  /** The page of all hosts in such a folder. */
  public static Path index(Path folder) {
    return folder.resolve(INDEX);
  }

  /** Its path, as it was given. */
  public Path folder() {
    return folder;
  }

  /**
   * Writes the report of a host. Several threads may do so at the same time.
   *
   * @param run empty if there was no run, and then no file is written
   * @throws Failure if it cannot be written
   */
  public void host(HostLine line, Optional<RunReport> run) {
    HostReportFiles files = HostReportFiles.of(line.name());
    if (run.isPresent()) {
      ReportFile.write(files.json(folder), JsonReport.render(run.get()));
      ReportFile.write(files.html(folder), HtmlReport.renderOneOf(run.get(), line.name()));
    }
  }

  /**
   * Writes the report of all hosts, and removes the files of hosts that are not in it.
   *
   * @throws Failure if it cannot be written
   */
  public void finish(FleetReport report) {
    finish(report, List.of());
  }

  /**
   * As {@link #finish(FleetReport)}.
   *
   * @param others test suites of other programs, for the JUnit XML
   */
  void finish(FleetReport report, List<JunitFile> others) {
    FleetJunit.write(report, folder, others, folder.resolve(JUNIT));
    ReportFile.write(index(folder), FleetPage.render(report, this::hasPage));
    // The last one: with it, the report is complete.
    ReportFile.write(folder.resolve(REPORT), FleetJson.render(report));
    removeOthers(report);
  }

  private boolean hasPage(HostLine host) {
    return host.status() == HostLine.Status.RAN
        && Files.exists(HostReportFiles.of(host.name()).html(folder));
  }

  /** Removes the files of hosts that have no run in this report; nobody else's. */
  private void removeOthers(FleetReport report) {
    Set<String> slugs =
        report.hosts().stream()
            .filter(host -> host.status() == HostLine.Status.RAN)
            .map(host -> HostReportFiles.of(host.name()).slug())
            .collect(Collectors.toSet());
    Path hosts = folder.resolve(HostReportFiles.FOLDER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(hosts)) {
      for (Path file : files) {
        Optional<HostReportFiles> of = HostReportFiles.ofFile(String.valueOf(file.getFileName()));
        if (of.isPresent() && !slugs.contains(of.get().slug())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw ReportFailure.of(hosts, e);
    }
  }

  /**
   * The report of the last run in a folder; empty if there is none.
   *
   * @throws Failure if it cannot be read, or has another schema
   */
  public static Optional<FleetReport> last(Path folder) {
    Path file = folder.resolve(REPORT);
    return Files.exists(file)
        ? Optional.of(FleetJson.read(ReportFields.read(file)))
        : Optional.empty();
  }
}
