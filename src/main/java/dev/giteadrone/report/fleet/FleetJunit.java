package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.JunitSuite;
import dev.giteadrone.report.file.ReportFailure;
import dev.giteadrone.report.file.ReportFile;
import dev.giteadrone.report.json.JsonRunReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The JUnit XML of all hosts: a test suite for each. The runs are read from the hosts' own reports,
 * a few at a time on all processors, so that the memory does not grow with the hosts.
 */
final class FleetJunit {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  private static final int AT_A_TIME = 64;

  /** A test suite as XML. */
  private record Written(String xml, JunitTotals totals) {}

  private final FleetReport report;
  private final Path folder;
  private JunitTotals totals = JunitTotals.NONE;

  private FleetJunit(FleetReport report, Path folder) {
    this.report = report;
    this.folder = folder;
  }

  /**
   * Writes the file.
   *
   * @param folder of the report, which has the reports of the hosts
   * @param others test suites of other programs
   */
  static void write(FleetReport report, Path folder, List<JunitFile> others, Path file) {
    new FleetJunit(report, folder).write(others, file);
  }

  /** The totals come first in the file, but are known last. */
  private void write(List<JunitFile> others, Path file) {
    Path suites = folder.resolve(".suites." + UUID.randomUUID());
    try {
      try (Writer out = Files.newBufferedWriter(suites)) {
        List<HostLine> hosts = report.hosts();
        for (int from = 0; from < hosts.size(); from += AT_A_TIME) {
          List<HostLine> some = hosts.subList(from, Math.min(from + AT_A_TIME, hosts.size()));
          for (Written suite : some.parallelStream().map(this::suite).map(this::xml).toList()) {
            add(suite, out);
          }
        }
        for (Problem problem : report.problems()) {
          add(xml(whole(problem)), out);
        }
        for (JunitFile other : others) {
          out.write(other.suites());
          totals = totals.and(other.totals());
        }
      }
      ReportFile.write(
          file,
          out -> {
            out.write(head());
            try (Reader in = Files.newBufferedReader(suites)) {
              in.transferTo(out);
            }
            out.write("</testsuites>\n");
          });
    } catch (IOException e) {
      throw ReportFailure.of(file, e);
    } finally {
      delete(suites);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw ReportFailure.of(file, e);
    }
  }

  private String head() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="%d" failures="%d" errors="%d" skipped="%d" time="%s">
    """
        .formatted(
            totals.tests(),
            totals.failures(),
            totals.errors(),
            totals.skipped(),
            JunitSuite.seconds(report.took()));
  }

  private JunitSuite suite(HostLine host) {
    String name = "gitea-drone " + report.command() + " " + host.name();
    if (host.status() == HostLine.Status.RAN) {
      try {
        return JunitSuite.of(
            name, JsonRunReader.read(HostReportFiles.of(host.name()).json(folder)));
      } catch (Failure e) {
        // The line says how the host ended, whatever became of its report.
        return line(name, host);
      }
    }
    return line(name, host);
  }

  private static JunitSuite line(String name, HostLine host) {
    return JunitSuite.of(
        name, host.took(), host.started(), host.exitCode(), host.text(), host.problem());
  }

  private JunitSuite whole(Problem problem) {
    return JunitSuite.of(
        "gitea-drone " + report.command(),
        Duration.ZERO,
        Optional.empty(),
        ExitCode.FAILED,
        "",
        Optional.of(problem));
  }

  private void add(Written suite, Writer out) throws IOException {
    out.append(suite.xml()).append('\n');
    totals = totals.and(suite.totals());
  }

  /** A factory may be used by one thread at a time, and takes long to make. */
  private static synchronized XMLStreamWriter writer(StringWriter text) throws XMLStreamException {
    return FACTORY.createXMLStreamWriter(text);
  }

  private Written xml(JunitSuite suite) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = writer(text);
      suite.write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory failed", e);
    }
    return new Written(text.toString(), JunitTotals.of(suite));
  }
}
