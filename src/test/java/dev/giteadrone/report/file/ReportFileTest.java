package dev.giteadrone.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.html.HtmlReport;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theSuffixChoosesTheFormAndNothingElseIsLeftInTheFolder() throws Exception {
    for (String name : List.of("a.html", "a.json", "a.XML")) {
      Path file = folder.resolve(name);
      Files.writeString(file, "old");
      ReportFile.write(file, Sample.blank());
      assertThat(file).content().contains("bootstrap").doesNotStartWith("old");
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.html", "a.json", "a.XML");
    assertThat(ReportFile.isKnown(Path.of("a.pdf"))).isFalse();
    assertThatThrownBy(() -> ReportFile.write(folder.resolve("a"), Sample.blank()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void jsonHoldsTheWholeRun() throws Exception {
    JsonNode run = JSON.readTree(JsonReport.render(Sample.blank()));
    assertThat(run.at("/schema").asInt()).isEqualTo(2);
    assertThat(run.at("/outcome").asText()).isEqualTo("done");
    assertThat(run.at("/seconds").asDouble()).isEqualTo(49.0);
    assertThat(run.at("/stages/0/results/0/step").asText()).isEqualTo("create-admin");
    assertThat(run.at("/stages/0/results/0/change").asText()).isEqualTo("created");
    assertThat(run.at("/stages/1/results/1/step").asText()).isEqualTo("generate-rpc-secret");
    assertThat(run.at("/checks").size()).isEqualTo(19);
    assertThat(run.at("/problem").isMissingNode()).isTrue();
    JsonNode failed = JSON.readTree(JsonReport.render(Sample.undelivered()));
    assertThat(failed.at("/checks/1/problem/check").asText()).isEqualTo("webhook.delivered");
    assertThat(failed.at("/checks/2/status").asText()).isEqualTo("not-reached");
    assertThat(JSON.readTree(JsonReport.render(Sample.plan())).at("/stages/0/refused/0/exitCode"))
        .hasToString("3");
  }

  @Test
  void jsonLinesAreOneObjectEachAndEndWithTheRun() throws Exception {
    List<String> lines = new ArrayList<>();
    JsonEvents events = new JsonEvents(lines::add);
    Sample.tell(Sample.undelivered(), events);
    Sample.tell(Sample.hostile(), events);
    events.run(Sample.undelivered());
    for (String line : lines) {
      assertThat(line).doesNotContain("\n");
      assertThat(JSON.readTree(line).get("event").asText()).isNotEmpty();
    }
    assertThat(JSON.readTree(lines.getLast()).at("/event").asText()).isEqualTo("run");
    assertThat(JSON.readTree(lines.getLast()).at("/exitCode").asInt()).isEqualTo(7);
  }

  @Test
  void junitXmlHasATestCaseForEachStepAndCheck() throws Exception {
    Element suite = suite(Sample.blank());
    assertThat(suite.getAttribute("tests")).isEqualTo("23");
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    Element failed = suite(Sample.undelivered());
    assertThat(failed.getAttribute("failures")).isEqualTo("1");
    assertThat(failed.getAttribute("skipped")).isEqualTo("3");
    Element failure = (Element) failed.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo(Sample.NO_DELIVERY.summary());
    assertThat(failure.getTextContent()).contains("next: services.gitea", "explain webhook");
    assertThat(suite(Sample.plan()).getAttribute("failures")).isEqualTo("1");
  }

  @Test
  void aFailedCheckIsAFailureWithTheIdToExplainAndAServerThatIsDownAnError() throws Exception {
    Element failed = suite(Sample.undelivered());
    Element failure = (Element) failed.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("webhook.delivered");
    Element testcase = (Element) failure.getParentNode();
    assertThat(testcase.getAttribute("classname")).isEqualTo("gitea-drone.verify.webhook");
    assertThat(testcase.getAttribute("name")).isEqualTo("webhook.delivered");
    assertThat(testcase.getAttribute("time")).isEqualTo("30.000");
    Element refused = (Element) suite(Sample.plan()).getElementsByTagName("failure").item(0);
    assertThat(refused.getAttribute("type")).isEqualTo("oauth.secret");

    Element late = suite(Sample.unreachable());
    assertThat(late.getAttribute("errors")).isEqualTo("1");
    assertThat(late.getAttribute("failures")).isEqualTo("0");
    Element error = (Element) late.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("type")).isEqualTo("drone.ready");
  }

  @Test
  void everyCaseHasAHopAndATime() throws Exception {
    NodeList cases = suite(Sample.blank()).getElementsByTagName("testcase");
    Set<String> hops = new TreeSet<>();
    for (int number = 0; number < cases.getLength(); number++) {
      Element one = (Element) cases.item(number);
      assertThat(one.getAttribute("time")).matches("\\d+\\.\\d{3}");
      hops.add(one.getAttribute("classname").replaceFirst("^gitea-drone\\.", ""));
    }
    assertThat(hops)
        .containsExactly(
            "access",
            "verify.admin",
            "verify.drone",
            "verify.gitea",
            "verify.oauth",
            "verify.runner",
            "verify.secrets",
            "verify.sops",
            "verify.status",
            "verify.webhook",
            "wiring");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    Element suite = suite(Sample.hostile());
    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    org.jsoup.nodes.Document page = Jsoup.parse(HtmlReport.render(Sample.hostile()));
    assertThat(page.select("script, img, link, iframe")).isEmpty();
    assertThat(page.text()).contains("<script>alert('x')</script>");
    assertThat(JSON.readTree(JsonReport.render(Sample.hostile())).at("/then/0").asText())
        .contains("<script>");
  }

  private static Element suite(RunReport report) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JunitXmlReport.render(report))));
    return (Element) document.getElementsByTagName("testsuite").item(0);
  }
}
