package dev.giteadrone.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as JUnit XML, as CI systems read it: one test case for each step, refusal and check. A
 * {@code failure} is something that is not as it should be, an {@code error} is something that
 * could not be done or found out; the type of both is the id for {@code gitea-drone explain}.
 */
public final class JunitXmlReport {
  private JunitXmlReport() {}

  /** The run as XML text. */
  public static String render(RunReport report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      JunitSuite.of("gitea-drone " + report.command(), report).write(xml);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory failed", e);
    }
    return out.append('\n').toString();
  }
}
