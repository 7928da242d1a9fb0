package dev.giteadrone.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.StepLine;
import dev.giteadrone.model.StepResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run as JSON lines: one object a line, in the order things happen, each with an {@code event}.
 * Field names are those of {@link JsonReport}.
 *
 * <pre>{@code
 * {"event":"stage","stage":"access","where":"https://git.example.org"}
 * {"event":"waiting","name":"gitea","seen":"connection refused","seconds":1.0}
 * {"event":"fact","label":"gitea","text":"1.26.0, ready after 2.1 s"}
 * {"event":"applying","step":"create-admin","label":"admin","text":…,"rotates":false}
 * {"event":"step","step":"create-admin",…,"change":"created","seconds":0.4}
 * {"event":"checking","id":"drone.login","label":"login"}
 * {"event":"check","id":"drone.login","label":"login","status":"passed","text":…,"seconds":0.2}
 * {"event":"warning","text":…}
 * }</pre>
 *
 * <p>The last line is either the whole run, {@code {"event":"run",…}} with all fields of {@link
 * JsonReport}, or {@code init}'s {@code {"event":"init","dryRun":false,"files":[…],"next":[…]}}
 * with a label, file, change and text for each file, or, where there was none, {@code
 * {"event":"error","exitCode":2,"outcome":"usage", "problems":[PROBLEM]}}. {@code waiting} comes
 * only when what is seen changes. The deploy command's own output is not part of it.
 */
public final class JsonEvents implements Progress {
  private final Consumer<String> lines;
  private String waiting = "";

  /**
   * Events are handed on as they happen.
   *
   * @param lines takes one line, without its end
   */
  public JsonEvents(Consumer<String> lines) {
    this.lines = lines;
  }

  private interface Fields {
    void write(JsonGenerator json, JsonRun values) throws IOException;
  }

  private void event(String name, Fields fields) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JsonReport.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("event", name);
      fields.write(json, new JsonRun(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.accept(out.toString());
  }

  @Override
  public void stage(Stage stage, String where) {
    event(
        "stage",
        (json, values) -> {
          json.writeStringField("stage", stage.label());
          json.writeStringField("where", where);
        });
  }

  @Override
  public void waiting(String name, String seen, Duration soFar) {
    String now = name + "\n" + seen;
    if (now.equals(waiting)) {
      return;
    }
    waiting = now;
    event(
        "waiting",
        (json, values) -> {
          json.writeStringField("name", name);
          json.writeStringField("seen", seen);
          values.seconds("seconds", soFar);
        });
  }

  @Override
  public void fact(String label, String text) {
    event(
        "fact",
        (json, values) -> {
          json.writeStringField("label", label);
          json.writeStringField("text", text);
        });
  }

  @Override
  public void applying(StepLine step) {
    event("applying", (json, values) -> values.step(step, step.describe()));
  }

  @Override
  public void applied(StepResult result) {
    event("step", (json, values) -> values.result(result));
  }

  @Override
  public void checking(CheckId check) {
    event(
        "checking",
        (json, values) -> {
          json.writeStringField("id", check.id());
          json.writeStringField("label", check.label());
        });
  }

  @Override
  public void checked(CheckResult result) {
    event("check", (json, values) -> values.check(result));
  }

  @Override
  public void warning(String text) {
    event("warning", (json, values) -> json.writeStringField("text", text));
  }

  /** A file that {@code init} writes or keeps; {@code unchanged} is kept. */
  public record FileEvent(String label, Path file, Change change, String text) {}

  /** The last line of {@code init}. */
  public void files(boolean dryRun, List<FileEvent> files, List<String> next) {
    event(
        "init",
        (json, values) -> {
          json.writeNumberField("exitCode", ExitCode.DONE.code());
          json.writeStringField("outcome", JsonRun.word(ExitCode.DONE));
          json.writeBooleanField("dryRun", dryRun);
          json.writeArrayFieldStart("files");
          for (FileEvent file : files) {
            json.writeStartObject();
            json.writeStringField("label", file.label());
            json.writeStringField("file", file.file().toString());
            json.writeStringField("change", JsonRun.word(file.change()));
            json.writeStringField("text", file.text());
            json.writeEndObject();
          }
          json.writeEndArray();
          values.strings("next", next);
        });
  }

  /** The last line of a run. */
  public void run(RunReport report) {
    event("run", (json, values) -> values.run(report));
  }

  /** The last line where there is no run. */
  public void error(ExitCode exitCode, List<Problem> problems) {
    event(
        "error",
        (json, values) -> {
          json.writeNumberField("exitCode", exitCode.code());
          json.writeStringField("outcome", JsonRun.word(exitCode));
          json.writeArrayFieldStart("problems");
          for (Problem problem : problems) {
            values.problem(problem);
          }
          json.writeEndArray();
        });
  }
}
