package dev.giteadrone.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Refusal;
import dev.giteadrone.model.StepLine;
import dev.giteadrone.model.StepResult;
import dev.giteadrone.model.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes the values of a run as JSON fields; the names are part of the interface. */
final class JsonRun {
  private final JsonGenerator json;

  JsonRun(JsonGenerator json) {
    this.json = json;
  }

  /** The fields of a whole run, into an object that is open. */
  void run(RunReport report) throws IOException {
    json.writeNumberField("schema", JsonReport.SCHEMA);
    json.writeStringField("command", report.command());
    json.writeStringField("gitea", report.gitea());
    json.writeStringField("drone", report.drone());
    json.writeStringField("started", report.started().toString());
    seconds("seconds", report.took());
    seconds("ownSeconds", report.own());
    json.writeNumberField("requests", report.requests());
    json.writeNumberField("mutations", report.mutations());
    json.writeNumberField("exitCode", report.exitCode().code());
    json.writeStringField("outcome", word(report.exitCode()));
    json.writeArrayFieldStart("stages");
    for (StageReport stage : report.stages()) {
      json.writeStartObject();
      stage(stage);
      json.writeEndObject();
    }
    json.writeEndArray();
    strings("then", report.thens().stream().map(Then::describe).toList());
    json.writeArrayFieldStart("checks");
    for (CheckResult check : report.checks()) {
      json.writeStartObject();
      check(check);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (report.problem().isPresent()) {
      problem("problem", report.problem().get());
    }
    strings("next", report.next());
  }

  private void stage(StageReport stage) throws IOException {
    json.writeStringField("stage", stage.stage().label());
    seconds("seconds", stage.took());
    json.writeArrayFieldStart("facts");
    for (StageReport.Fact fact : stage.facts()) {
      json.writeStartObject();
      json.writeStringField("label", fact.label());
      json.writeStringField("text", fact.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("planned");
    for (StepLine step : stage.plan().steps()) {
      json.writeStartObject();
      step(step, step.describe());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("refused");
    for (Refusal refusal : stage.plan().refusals()) {
      json.writeStartObject();
      json.writeStringField("label", refusal.label());
      json.writeNumberField("exitCode", refusal.exitCode().code());
      problem("problem", refusal.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    strings("warnings", stage.plan().warnings());
    json.writeArrayFieldStart("results");
    for (StepResult result : stage.results()) {
      json.writeStartObject();
      result(result);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The fields of a step that is planned or about to be applied. */
  void step(StepLine step, String text) throws IOException {
    json.writeStringField("step", step.id());
    json.writeStringField("label", step.label());
    json.writeStringField("text", Text.line(text));
    json.writeBooleanField("rotates", step.rotates());
  }

  /** The fields of a step that was applied. */
  void result(StepResult result) throws IOException {
    step(result.step(), result.text());
    json.writeStringField("change", word(result.change()));
    seconds("seconds", result.took());
  }

  /** The fields of a check that has ended. */
  void check(CheckResult check) throws IOException {
    json.writeStringField("id", check.check().id());
    json.writeStringField("label", check.check().label());
    json.writeStringField("status", word(check.status()));
    json.writeStringField("text", check.text());
    seconds("seconds", check.took());
    if (check.problem().isPresent()) {
      problem("problem", check.problem().get());
    }
  }

  /** A problem as an object of this name. */
  void problem(String field, Problem problem) throws IOException {
    json.writeFieldName(field);
    problem(problem);
  }

  /** A problem as an object. */
  void problem(Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("check", problem.check());
    json.writeStringField("summary", problem.summary());
    json.writeStringField("seen", problem.seen());
    json.writeStringField("cause", problem.cause());
    json.writeStringField("next", problem.next());
    json.writeEndObject();
  }

  /** A duration in seconds, to the millisecond. */
  void seconds(String field, Duration duration) throws IOException {
    json.writeNumberField(field, duration.toMillis() / 1000.0);
  }

  void strings(String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** {@code not-run} for {@code NOT_RUN}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
