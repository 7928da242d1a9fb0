package dev.giteadrone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fields of each object and their order are part of the interface. */
final class JsonFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PROBLEM = "{check summary seen cause next}";
  private static final String CHECK = "{id label status text seconds}";
  private static final String FAILED_CHECK =
      "{id label status text seconds problem:" + PROBLEM + "}";
  private static final String STEP = "{step label text rotates effect}";
  private static final String RESULT = "{step label text rotates effect change seconds}";
  private static final String RUN =
      "schema command gitea drone started seconds ownSeconds requests mutations exitCode outcome"
          + " stages:[%s] then:[%s] checks:[%s]%s%s next:[%s]"
          + " setup:{administrator secretsFile runners:[text text]} trace:{stages:[] spans:[]}";
  private static final String STAGE =
      "{stage seconds facts:[%s] planned:[%s] refused:[%s] warnings:[] results:[%s]}";

  @Test
  void wholeRunHasItsFieldsInTheirOrder() throws Exception {
    assertThat(whole(Sample.plan()))
        .isEqualTo(
            "{"
                + RUN.formatted(
                    STAGE.formatted("", STEP, "{label exitCode problem:%s}".formatted(PROBLEM), ""),
                    "text",
                    "",
                    "",
                    "",
                    "text")
                + "}");
    assertThat(whole(Sample.hostile()))
        .isEqualTo(
            "{"
                + RUN.formatted(
                    STAGE.formatted("{label text}", "", "", ""),
                    "text",
                    CHECK + " " + FAILED_CHECK,
                    " buildUrl build",
                    " problem:" + PROBLEM,
                    "text")
                + "}");
    assertThat(whole(Sample.blank())).contains("planned:[%1$s %1$s]".formatted(STEP));
    assertThat(whole(Sample.blank())).contains("results:[%1$s %1$s]".formatted(RESULT));
  }

  @Test
  void valuesAreWrittenInTheirForm() {
    assertThat(JsonReport.render(Sample.plan()))
        .startsWith("{\n  \"schema\" : 2,\n  \"command\" : \"plan\",\n")
        .endsWith("\n}\n")
        .contains("  \"started\" : \"2026-01-02T03:04:05Z\",\n  \"seconds\" : 0.4,\n")
        .contains("  \"outcome\" : \"changes-pending\",\n  \"stages\" : [ {\n    \"stage\" : ")
        .contains(
            "      \"rotates\" : false,\n      \"effect\" : \"changes\"\n    } ],\n    \"refused\" : [ {\n")
        .contains("    \"warnings\" : [ ],\n    \"results\" : [ ]\n  } ],\n");
  }

  @Test
  void eachEventHasItsFieldsInTheirOrder() throws Exception {
    List<String> lines = new ArrayList<>();
    JsonEvents events = new JsonEvents(lines::add);
    events.stage(Stage.ACCESS, Sample.GITEA);
    events.waiting("gitea", "refused", Duration.ofMillis(1500));
    events.fact("gitea", "1.26.0");
    events.applying(Sample.blank().stages().getFirst().results().getFirst().step());
    events.applied(Sample.blank().stages().getFirst().results().getFirst());
    events.checking(CheckId.DRONE_LOGIN);
    events.checked(CheckResult.passed(CheckId.DRONE_LOGIN, "active"));
    events.checked(CheckResult.failed(CheckId.WEBHOOK_DELIVERED, Sample.NO_DELIVERY));
    events.warning("careful");
    events.files(
        true,
        List.of(new JsonEvents.FileEvent("config", Path.of("a"), Change.CREATED, "new")),
        List.of("git add"));
    events.run(Sample.again());
    events.error(ExitCode.USAGE, List.of(Sample.STALE, Sample.STALE));
    List<String> shapes = new ArrayList<>();
    for (String line : lines) {
      String event = JSON.readTree(line).get("event").asText();
      shapes.add(event + " " + shape(JSON.readTree(line)));
    }
    assertThat(shapes)
        .containsExactly(
            "stage {event stage where}",
            "waiting {event name seen seconds}",
            "fact {event label text}",
            "applying {event step label text rotates effect}",
            "step {event step label text rotates effect change seconds}",
            "checking {event id label}",
            "check {event id label status text seconds}",
            "check {event id label status text seconds problem:%s}".formatted(PROBLEM),
            "warning {event text}",
            "init {event exitCode outcome dryRun files:[{label file change text}] next:[text]}",
            "run {event "
                + RUN.formatted(
                    "", "", checks(Sample.again().checks().size()), " buildUrl build", "", "")
                + "}",
            "error {event exitCode outcome problems:[%1$s %1$s]}".formatted(PROBLEM));
    assertThat(lines.getFirst())
        .isEqualTo("{\"event\":\"stage\",\"stage\":\"access\",\"where\":\"" + Sample.GITEA + "\"}");
    assertThat(lines.get(1)).endsWith(",\"seconds\":1.5}");
    assertThat(lines.get(9)).contains(",\"dryRun\":true,", "\"file\":\"a\",\"change\":\"created\"");
  }

  private static String checks(int count) {
    return String.join(" ", Collections.nCopies(count, CHECK));
  }

  private static String whole(RunReport report) throws Exception {
    return shape(JSON.readTree(JsonReport.render(report)));
  }

  private static String shape(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(field ->
              field.getValue().isContainerNode()
                  ? field.getKey() + ":" + shape(field.getValue())
                  : field.getKey())
          .collect(Collectors.joining(" ", "{", "}"));
    } else if (node.isArray()) {
      return node.valueStream()
          .map(JsonFieldsTest::shape)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    return "text";
  }
}
