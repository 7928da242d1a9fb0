package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.file.ReportFailure;
import dev.giteadrone.report.file.ReportFile;
import dev.giteadrone.report.html.HtmlReport;
import dev.giteadrone.report.json.ReportFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The report of a run over many hosts: a folder with an index, and with a report for each host,
 * which is there as soon as the host has ended. Each file is replaced as a whole.
 */
public final class FleetFolder {
  private static final String REPORT = "report.json";
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
      Files.createDirectories(folder.resolve(HostFiles.FOLDER));
      return new FleetFolder(folder);
    } catch (IOException e) {
      throw ReportFailure.ofFolder(folder, e);
    }
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
    HostFiles files = HostFiles.of(line.name());
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
    Set<String> old = new HashSet<>(lastFiles());
    ReportFile.write(folder.resolve(INDEX), FleetPage.render(report, this::hasPage));
    // The last one: with it, the report is complete.
    ReportFile.write(folder.resolve(REPORT), FleetJson.render(report));
    report.hosts().stream()
        .filter(host -> host.status() == HostLine.Status.RAN)
        .map(host -> HostFiles.of(host.name()).slug())
        .forEach(old::remove);
    old.stream().map(HostFiles::new).forEach(this::delete);
  }

  private boolean hasPage(HostLine host) {
    return host.status() == HostLine.Status.RAN
        && Files.exists(HostFiles.of(host.name()).html(folder));
  }

  /** The hosts of the last run, as far as its report can be read. */
  private Set<String> lastFiles() {
    Set<String> slugs = new HashSet<>();
    try {
      last(folder).stream()
          .flatMap(last -> last.hosts().stream())
          .forEach(host -> slugs.add(HostFiles.of(host.name()).slug()));
    } catch (Failure e) {
      // It is replaced, and its hosts are not known.
      return slugs;
    }
    return slugs;
  }

  private void delete(HostFiles files) {
    try {
      Files.deleteIfExists(files.json(folder));
      Files.deleteIfExists(files.html(folder));
    } catch (IOException e) {
      throw ReportFailure.of(files.json(folder), e);
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
