package dev.giteadrone.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
 * <p>{@code output.schema.json} is their schema. The last line is either the whole run, {@code
 * {"event":"run",…}} with all fields of {@link JsonReport}, or {@code init}'s {@code
 * {"event":"init","dryRun":false,"files":[…],"next":[…]}} with a label, file, change and text for
 * each file, or, where there was none, {@code {"event":"error","exitCode":2,"outcome":"usage",
 * "problems":[PROBLEM]}}. {@code waiting} comes only when what is seen changes. The deploy
 * command's own output is not part of it.
 *
 * <p>In a run over many hosts, each event also has the {@code host}, and the last line is {@code
 * {"event":"hosts",…}} with one object for each host.
 */
public final class JsonEvents implements MachineOutput {
  private final Consumer<String> lines;
  private final @Nullable String host;
  private String waiting = "";
  private boolean ended;

  /**
   * Creates a listener that writes each event as it happens.
   *
   * @param lines takes one line, without its end
   */
  public JsonEvents(Consumer<String> lines) {
    this(lines, null);
  }

  private JsonEvents(Consumer<String> lines, @Nullable String host) {
    this.lines = lines;
    this.host = host;
  }

  /** As the constructor, for one of many hosts, whose name is in each event. */
  public static JsonEvents ofHost(String host, Consumer<String> lines) {
    return new JsonEvents(lines, host);
  }

  private record Event(
      String event,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String host,
      @JsonUnwrapped Record fields) {}

  private record StageBegins(String stage, String where) {}

  private record Waiting(String name, String seen, double seconds) {}

  private record Found(String label, String text) {}

  private record Checking(String id, String label) {}

  private record Warning(String text) {}

  private record Init(
      int exitCode, String outcome, boolean dryRun, List<InitFile> files, List<String> next) {}

  private record InitFile(String label, String file, String change, String text) {}

  private record NoRun(int exitCode, String outcome, List<JsonProblem> problems) {}

  /** A run that is interrupted may report something after its end was written. */
  private synchronized void event(String name, Record fields) {
    if (!ended) {
      write(name, fields);
    }
  }

  private void write(String name, Record fields) {
    lines.accept(JsonReport.line(new Event(name, host, fields)));
  }

  @Override
  public void stage(Stage stage, String where) {
    event("stage", new StageBegins(stage.label(), where));
  }

  @Override
  public void waiting(String name, String seen, Duration soFar) {
    String now = name + "\n" + seen;
    if (!now.equals(waiting)) {
      waiting = now;
      event("waiting", new Waiting(name, seen, JsonReport.seconds(soFar)));
    }
  }

  @Override
  public void fact(String label, String text) {
    event("fact", new Found(label, text));
  }

  @Override
  public void applying(StepLine step) {
    event("applying", new JsonRun.OfStep(step));
  }

  @Override
  public void applied(StepResult result) {
    event("step", new JsonRun.OfResult(result));
  }

  @Override
  public void checking(CheckId check) {
    event("checking", new Checking(check.id(), check.label()));
  }

  @Override
  public void checked(CheckResult result) {
    event("check", new JsonRun.OfCheck(result));
  }

  @Override
  public void warning(String text) {
    event("warning", new Warning(text));
  }

  /** A file that {@code init} writes or keeps; {@code unchanged} is kept. */
  public record FileEvent(String label, Path file, Change change, String text) {}

  /** The last line of {@code init}. */
  public void files(boolean dryRun, List<FileEvent> files, List<String> next) {
    event(
        "init",
        new Init(
            ExitCode.DONE.code(),
            JsonReport.word(ExitCode.DONE),
            dryRun,
            files.stream()
                .map(file ->
                    new InitFile(
                        file.label(),
                        file.file().toString(),
                        JsonReport.word(file.change()),
                        file.text()))
                .toList(),
            next));
  }

  @Override
  public synchronized void run(RunReport report) {
    event("run", new JsonRun(report));
    ended = true;
  }

  @Override
  public synchronized void error(ExitCode exitCode, List<Problem> problems) {
    write(
        "error",
        new NoRun(
            exitCode.code(),
            JsonReport.word(exitCode),
            problems.stream().map(JsonProblem::new).toList()));
  }
}
