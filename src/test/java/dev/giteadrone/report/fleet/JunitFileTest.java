package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.result.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is copied of the JUnit files of other programs. */
class JunitFileTest {
  @TempDir Path folder;

  @Test
  void prefixesThatAreDeclaredOutsideAreDeclaredAgain() throws Exception {
    JunitFile file =
        read(
            """
            <testsuites xmlns:q="urn:q"><testsuite name="a" q:by="me">
            <testcase name="b"><q:note>x</q:note></testcase>
            </testsuite></testsuites>
            """);

    Document copied = parse("<all>" + file.suites() + "</all>");
    assertThat(copied.getElementsByTagNameNS("urn:q", "note").getLength()).isEqualTo(1);
    assertThat(file.totals()).isEqualTo(new JunitTotals(1, 0, 0, 0));
  }

  @Test
  void charactersThatOnlyOtherVersionsOfXmlHaveAreRefused() {
    assertThatThrownBy(
            () -> read("<?xml version=\"1.1\"?><testsuite><testcase name=\"&#1;\"/></testsuite>"))
        .isInstanceOf(Failure.class);
  }

  @Test
  void totalsWithoutTestCasesCount() throws IOException {
    assertThat(read("<testsuites><testsuite tests='5' failures='2'/></testsuites>").totals())
        .isEqualTo(new JunitTotals(5, 2, 0, 0));
    assertThat(read("<testsuites failures='3' errors='1'/>").totals().bad()).isEqualTo(4);
    assertThat(
            read("<testsuites failures='x'><testsuite errors='-1'><testcase/></testsuite></testsuites>")
                .totals())
        .isEqualTo(new JunitTotals(1, 0, 0, 0));
  }

  @Test
  void badTextIsRefusedWithoutALineOfJava() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(
              () -> {
                Path bad = folder.resolve("bad.xml");
                Files.write(
                    bad, "<testsuite name=\"\u00ff\"/>".getBytes(StandardCharsets.ISO_8859_1));
                JunitFile.read(bad);
              })
          .isInstanceOf(Failure.class);
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private JunitFile read(String text) throws IOException {
    return JunitFile.read(Files.writeString(folder.resolve("x.xml"), text));
  }

  private static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }
}
