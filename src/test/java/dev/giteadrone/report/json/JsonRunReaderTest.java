package dev.giteadrone.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.ChangedReport;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.Trace;
import dev.giteadrone.report.html.HtmlReport;
import dev.giteadrone.report.html.PageSample;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRunReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  static Set<String> names() {
    return samples().keySet();
  }

  private static Map<String, RunReport> samples() {
    Map<String, RunReport> samples = new LinkedHashMap<>(PageSample.all());
    samples.computeIfPresent("everything-fails", (name, run) -> withShortTrace(run));
    samples.put("blank", Sample.blank());
    samples.put("again", Sample.again());
    samples.put("undelivered", Sample.undelivered());
    samples.put("unreachable", Sample.unreachable());
    samples.put("hostile text", Sample.hostile());
    samples.put("nanoseconds", nanoseconds());
    return samples;
  }

  /** Its trace has 60 MB, of which the first few are enough here. */
  private static RunReport withShortTrace(RunReport run) {
    return with(run, new Trace(run.trace().stages(), run.trace().spans().subList(0, 100)));
  }

  private static RunReport with(RunReport run, Trace trace) {
    return ChangedReport.of(run).trace(trace).build();
  }

  /** Times as a real run has them, shorter than a millisecond and before the start. */
  private static RunReport nanoseconds() {
    RunReport run = Sample.unreachable();
    return new RunReport(
        run.command(),
        run.gitea(),
        run.drone(),
        run.setup(),
        Instant.parse("2026-01-02T03:04:05.123456789Z"),
        Duration.ofNanos(86_400_123_456_789L),
        Duration.ofNanos(999_999),
        run.requests(),
        run.mutations(),
        new Trace(
            List.of(),
            List.of(
                new Trace.Span(
                    Timeline.Kind.SUBPROCESS,
                    "sops",
                    Duration.ofNanos(-1_234_567),
                    Duration.ofNanos(1)))),
        List.of(),
        List.of(),
        List.of(CheckResult.passed(CheckId.GITEA_READY, "1.26.0", Duration.ofNanos(300_001))),
        Optional.empty(),
        Optional.empty(),
        ExitCode.DONE,
        List.of());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theOtherReportsOfTheRunThatIsReadAreTheSame(String name) throws IOException {
    RunReport run = Objects.requireNonNull(samples().get(name));
    Path file = Files.writeString(folder.resolve("run.json"), JsonReport.render(run));

    RunReport read = JsonRunReader.read(file);

    assertThat(HtmlReport.render(read)).isEqualTo(HtmlReport.render(run));
    assertThat(JunitXmlReport.render(read)).isEqualTo(JunitXmlReport.render(run));
    assertThat(JsonReport.render(read)).isEqualTo(JsonReport.render(run));
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() throws IOException {
    ObjectNode json = json();
    json.put("later", 1);
    ((ObjectNode) json.at("/checks/0")).put("later", "x");

    assertThat(read(json.toString())).isEqualTo(Sample.undelivered());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"command", "started", "seconds", "requests", "stages", "checks", "setup", "trace"})
  void aMissingFieldIsNamed(String field) throws IOException {
    ObjectNode json = json();
    json.remove(field);

    assertFails(json.toString(), "the field " + field + " is not");
  }

  @Test
  void aValueThatThisVersionDoesNotKnowIsNamed() throws IOException {
    ObjectNode json = json();
    ((ObjectNode) json.at("/checks/2")).put("because", "gitea.later");
    assertFails(json.toString(), "the field checks[2].because is not a value of this version");

    ObjectNode other = json();
    other.put("started", "yesterday").put("seconds", 1);
    assertFails(other.toString(), "the field started is not a time as in ISO 8601");

    ObjectNode endless = json();
    endless.put("seconds", 1e300);
    assertFails(endless.toString(), "the field seconds is not a number of seconds");
  }

  @Test
  void anotherSchemaIsNamedBesideTheKnownOne() throws IOException {
    ObjectNode json = json();
    json.put("schema", 3);
    assertFails(json.toString(), "its schema is 3, and this version reads schema 2");
    assertFails("{}", "its schema is no number, and this version reads schema 2");
    assertFails("[2]", "its schema is no number, and this version reads schema 2");
  }

  @Test
  void whatIsNoJsonOrOnlyItsStartIsTold() throws IOException {
    String json = JsonReport.render(Sample.blank());
    assertFails("<testsuites/>", "it is not JSON, or only a part of it (line 1, column 1)");
    assertFails(json.substring(0, json.length() / 2), "it is not JSON, or only a part of it");
    assertFails(json + json, "it is not JSON, or only a part of it");
    assertFails("", "its schema is no number");
  }

  @Test
  void whatTakesTooMuchMemoryIsRefused() {
    assertFails("[".repeat(100_000), "more values, longer texts or more levels");
    assertFails("[" + "1,".repeat(5_000_000) + "1]", "more values, longer texts or more levels");
  }

  @Test
  void aFileThatCannotBeReadIsTold() throws IOException {
    assertThatThrownBy(() -> JsonRunReader.read(folder.resolve("none.json")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none.json: there is no such file; next, check the path");
    assertThatThrownBy(() -> JsonRunReader.read(folder))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it is a folder, not a regular file");
    Path large = folder.resolve("large.json");
    try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(65L * 1024 * 1024);
    }
    assertThatThrownBy(() -> JsonRunReader.read(large))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it has 65 MB, but at most 64 are allowed");
  }

  private static ObjectNode json() throws IOException {
    return (ObjectNode) JSON.readTree(JsonReport.render(Sample.undelivered()));
  }

  private static RunReport read(String json) {
    return JsonRunReader.read(
        ReportFields.of("reports/a.json", json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertFails(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("reading the report reports/a.json: ")
        .hasMessageContaining(message)
        .hasMessageContaining("; next, ");
  }
}
