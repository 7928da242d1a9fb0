package dev.giteadrone.report.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.json.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.XMLEvent;

/**
 * The test suites of a JUnit XML file, whoever wrote it.
 *
 * @param suites the elements as text
 */
record JunitFile(String suites, JunitTotals totals) {
  private static final Case SYNTAX = Case.of(ProblemId.REPORT_MERGE, "xml", "file", "where");
  private static final Case OTHER = Case.of(ProblemId.REPORT_MERGE, "no-junit", "file", "root");
  private static final Case DTD = Case.of(ProblemId.REPORT_MERGE, "document-type", "file");

  /** In bytes. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final Set<String> ROOTS = Set.of("testsuites", "testsuite");

  /**
   * Reads a file. Nothing else is read that it may name.
   *
   * @throws dev.giteadrone.model.result.Failure if it is no JUnit XML
   */
  static JunitFile read(Path file) {
    try {
      XMLInputFactory factory = XMLInputFactory.newInstance();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      return read(
          file,
          factory.createXMLEventReader(new ByteArrayInputStream(RegularFile.read(file, LARGEST))));
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      String where =
          at == null
              ? "somewhere"
              : "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
      // Without the exception, which quotes the file.
      throw SYNTAX.failure(file, where);
    } catch (IOException e) {
      throw UnreadableReport.of(file.toString(), e);
    }
  }

  private static JunitFile read(Path file, XMLEventReader events) throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLEventWriter out = XMLOutputFactory.newInstance().createXMLEventWriter(text);
    JunitTotals totals = JunitTotals.NONE;
    int depth = 0;
    int suite = 0;
    while (events.hasNext()) {
      XMLEvent event = events.nextEvent();
      if (event.getEventType() == XMLEvent.DTD) {
        throw DTD.failure(file);
      } else if (event.isStartElement()) {
        String name = event.asStartElement().getName().getLocalPart();
        depth++;
        if (depth == 1 && !ROOTS.contains(name)) {
          throw OTHER.failure(file, Text.neutral(name, 40));
        } else if (suite == 0 && name.equals("testsuite")) {
          suite = depth;
        }
        totals = totals.and(count(name));
      }
      boolean kept = event.isStartElement() || event.isEndElement() || event.isCharacters();
      if (suite > 0 && kept) {
        out.add(event);
      }
      if (event.isEndElement()) {
        suite = suite == depth ? 0 : suite;
        depth--;
      }
    }
    out.flush();
    return new JunitFile(text.append('\n').toString(), totals);
  }

  private static JunitTotals count(String element) {
    return switch (element) {
      case "testcase" -> new JunitTotals(1, 0, 0, 0);
      case "failure" -> new JunitTotals(0, 1, 0, 0);
      case "error" -> new JunitTotals(0, 0, 1, 0);
      case "skipped" -> new JunitTotals(0, 0, 0, 1);
      default -> JunitTotals.NONE;
    };
  }
}
