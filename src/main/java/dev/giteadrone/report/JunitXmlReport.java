package dev.giteadrone.report;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as JUnit XML, as CI systems read it: one test case for each step, refusal and check. A
 * {@code failure} is something that is not as it should be, an {@code error} is something that
 * could not be done or found out; the type of both is the id for {@code gitea-drone explain}.
 */
public final class JunitXmlReport {
  private record Case(
      String group,
      String name,
      Duration took,
      String outcome,
      String message,
      String type,
      String text) {
    static final String PASSED = "";
    static final String FAILED = "failure";
    static final String ERROR = "error";
    static final String SKIPPED = "skipped";

    static Case passed(String group, String name, Duration took, String text) {
      return new Case(group, name, took, PASSED, "", "", text);
    }
  }

  private JunitXmlReport() {}

  /** The run as XML text. */
  public static String render(RunReport report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      write(xml, report, cases(report));
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory failed", e);
    }
    return out.append('\n').toString();
  }

  private static List<Case> cases(RunReport report) {
    List<Case> cases = new ArrayList<>();
    List<Problem> said = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      String group = "gitea-drone." + stage.stage().label();
      for (StepResult result : stage.results()) {
        String name = result.step().id();
        String text = JsonRun.word(result.change()) + ": " + result.text();
        cases.add(Case.passed(group, name, result.took(), text));
      }
      for (Refusal refusal : stage.plan().refusals()) {
        said.add(refusal.problem());
        String outcome = outcome(refusal.exitCode());
        cases.add(failed(group, refusal.label(), Duration.ZERO, outcome, refusal.problem()));
      }
    }
    for (CheckResult check : report.checks()) {
      check.problem().ifPresent(said::add);
      cases.add(check(check, outcome(report.exitCode())));
    }
    Optional<Problem> problem = report.problem().filter(p -> !said.contains(p));
    problem.ifPresent(p ->
        cases.add(
            failed("gitea-drone.run", p.check(), Duration.ZERO, outcome(report.exitCode()), p)));
    return cases;
  }

  /** Whether something is not as it should be, or could not be done or found out. */
  private static String outcome(ExitCode code) {
    return switch (code) {
      case CHANGES_PENDING, VERIFICATION_FAILED, DEPLOY_PENDING -> Case.FAILED;
      default -> Case.ERROR;
    };
  }

  /** The group of a check is the hop that it is about, such as {@code drone} or {@code webhook}. */
  private static Case check(CheckResult check, String failed) {
    String group = "gitea-drone.verify." + check.check().id().replaceFirst("\\..*", "");
    String id = check.check().id();
    return switch (check.status()) {
      case PASSED, WARNED -> Case.passed(group, id, check.took(), check.text());
      case NOT_RUN, NOT_REACHED ->
          new Case(group, id, check.took(), Case.SKIPPED, check.text(), "", "");
      case FAILED ->
          check
              .problem()
              .map(problem -> failed(group, id, check.took(), failed, problem))
              .orElse(new Case(group, id, check.took(), failed, check.text(), id, ""));
    };
  }

  private static Case failed(
      String group, String name, Duration took, String outcome, Problem problem) {
    String text =
        "seen: %s%ncause: %s%nnext: %s%nmore: gitea-drone explain %s"
            .formatted(problem.seen(), problem.cause(), problem.next(), problem.check());
    return new Case(group, name, took, outcome, problem.summary(), problem.check(), text);
  }

  private static void write(XMLStreamWriter xml, RunReport report, List<Case> cases)
      throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean("gitea-drone " + report.command()));
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases, Case.FAILED));
    xml.writeAttribute("errors", count(cases, Case.ERROR));
    xml.writeAttribute("skipped", count(cases, Case.SKIPPED));
    xml.writeAttribute("time", seconds(report.took()));
    xml.writeAttribute("timestamp", report.started().toString());
    for (Case one : cases) {
      write(xml, one);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", one.group());
    xml.writeAttribute("name", clean(one.name()));
    xml.writeAttribute("time", seconds(one.took()));
    boolean passed = one.outcome().equals(Case.PASSED);
    xml.writeStartElement(passed ? "system-out" : one.outcome());
    if (!passed) {
      xml.writeAttribute("message", clean(one.message()));
      if (!one.type().isEmpty()) {
        xml.writeAttribute("type", clean(one.type()));
      }
    }
    xml.writeCharacters(clean(one.text()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static String count(List<Case> cases, String outcome) {
    return String.valueOf(cases.stream().filter(c -> c.outcome().equals(outcome)).count());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  /** Without the characters that XML 1.0 cannot hold, not even escaped. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> isXml(c) ? c : '\uFFFD').forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c < 0x20
        ? c == '\t' || c == '\n'
        : c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
