package dev.giteadrone.report;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One test suite of a JUnit XML report: a run with a test case for each step, refusal and check, or
 * a host without a run.
 */
public final class JunitSuite {
  private static final String RUN = "gitea-drone.run";

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

  private final String name;
  private final Duration took;
  private final Optional<Instant> started;
  private final List<Case> cases;

  private JunitSuite(String name, Duration took, Optional<Instant> started, List<Case> cases) {
    this.name = name;
    this.took = took;
    this.started = started;
    this.cases = cases;
  }

  /** A run. */
  public static JunitSuite of(String name, RunReport report) {
    return new JunitSuite(name, report.took(), Optional.of(report.started()), cases(report));
  }

  /**
   * A run of which nothing else is known.
   *
   * @param text how it ended, for a run without a problem
   */
  public static JunitSuite of(
      String name,
      Duration took,
      Optional<Instant> started,
      ExitCode exitCode,
      String text,
      Optional<Problem> problem) {
    Case end =
        problem
            .map(some -> failed(RUN, some.check(), Duration.ZERO, outcome(exitCode), some))
            .orElseGet(() ->
                exitCode == ExitCode.DONE
                    ? Case.passed(RUN, JsonReport.word(exitCode), took, text)
                    : new Case(
                        RUN, JsonReport.word(exitCode), took, outcome(exitCode), text, "", ""));
    return new JunitSuite(name, took, started, List.of(end));
  }

  /** How many test cases it has. */
  public int tests() {
    return cases.size();
  }

  /** How many of them are not as they should be. */
  public int failures() {
    return count(Case.FAILED);
  }

  /** How many of them could not be done or found out. */
  public int errors() {
    return count(Case.ERROR);
  }

  /** How many of them were left out. */
  public int skipped() {
    return count(Case.SKIPPED);
  }

  private static List<Case> cases(RunReport report) {
    List<Case> cases = new ArrayList<>();
    List<Problem> said = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      String group = "gitea-drone." + stage.stage().label();
      for (StepResult result : stage.results()) {
        String name = result.step().id();
        String text = JsonReport.word(result.change()) + ": " + result.text();
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
    problem.ifPresent(
        p -> cases.add(failed(RUN, p.check(), Duration.ZERO, outcome(report.exitCode()), p)));
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

  /** Writes the element. */
  public void write(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(name));
    xml.writeAttribute("tests", String.valueOf(tests()));
    xml.writeAttribute("failures", String.valueOf(failures()));
    xml.writeAttribute("errors", String.valueOf(errors()));
    xml.writeAttribute("skipped", String.valueOf(skipped()));
    xml.writeAttribute("time", seconds(took));
    if (started.isPresent()) {
      xml.writeAttribute("timestamp", started.get().toString());
    }
    for (Case one : cases) {
      write(xml, one);
    }
    xml.writeEndElement();
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

  private int count(String outcome) {
    return (int) cases.stream().filter(c -> c.outcome().equals(outcome)).count();
  }

  /** A time as JUnit XML has it. */
  public static String seconds(Duration duration) {
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
