package dev.giteadrone.report.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.json.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
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

  /** The declaration is within so many bytes. */
  private static final int HEAD = 200;

  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*\\bencoding\\s*=\\s*[\"']([^\"']+)");

  private static final Set<String> ROOTS = Set.of("testsuites", "testsuite");

  /**
   * Reads a file. Nothing else is read that it may name.
   *
   * @throws dev.giteadrone.model.result.Failure if it is no JUnit XML
   */
  static JunitFile read(Path file) {
    try {
      byte[] bytes = RegularFile.read(file, LARGEST);
      requireText(bytes);
      return read(file, factory().createXMLEventReader(new ByteArrayInputStream(bytes)));
    } catch (CharacterCodingException e) {
      throw SYNTAX.failure(file, "a letter that is not UTF-8");
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

  /** Java's parser prints such an error by itself, whatever it is told. */
  private static void requireText(byte[] bytes) throws CharacterCodingException {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher encoding = ENCODING.matcher(head);
    boolean wide = head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe");
    if (!wide && (!encoding.find() || encoding.group(1).equalsIgnoreCase("UTF-8"))) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private static JunitFile read(Path file, XMLEventReader events) throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLOutputFactory writers = XMLOutputFactory.newInstance();
    // The suites may use prefixes that are declared outside of them.
    writers.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, true);
    XMLEventWriter out = writers.createXMLEventWriter(text);
    JunitTotals totals = JunitTotals.NONE;
    JunitTotals claimed = JunitTotals.NONE;
    JunitTotals root = JunitTotals.NONE;
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
          claimed = claimed.and(claimed(event.asStartElement()));
        } else if (depth == 1) {
          root = claimed(event.asStartElement());
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
    requireXml(text.toString());
    return new JunitFile(text.append('\n').toString(), totals.most(claimed).most(root));
  }

  /** Reads what is to be copied once more: the file may have had another version of XML. */
  private static void requireXml(String suites) throws XMLStreamException {
    XMLEventReader again =
        factory().createXMLEventReader(new StringReader("<testsuites>" + suites + "</testsuites>"));
    while (again.hasNext()) {
      again.nextEvent();
    }
  }

  /** What the attributes say: there may be no element for each test. */
  private static JunitTotals claimed(StartElement element) {
    return new JunitTotals(
        number(element, "tests"),
        number(element, "failures"),
        number(element, "errors"),
        number(element, "skipped"));
  }

  private static int number(StartElement element, String name) {
    Attribute attribute = element.getAttributeByName(new QName(name));
    return attribute != null && attribute.getValue().matches("\\d{1,8}")
        ? Integer.parseInt(attribute.getValue())
        : 0;
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
