package dev.giteadrone.report.json;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.CanaryBuild;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Setup;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Then;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what {@link JsonReport} wrote. The other reports of the run that is read are the same. */
public final class JsonRunReader {
  private JsonRunReader() {}

  /**
   * Reads the run in a file.
   *
   * @throws Failure if it cannot be read, or is no report of this schema
   */
  public static RunReport read(Path file) {
    return read(ReportFields.read(file));
  }

  /**
   * Reads a run.
   *
   * @throws Failure if a field is missing, or has a value that this version does not know
   */
  public static RunReport read(ReportFields run) {
    return new RunReport(
        run.text("command"),
        run.text("gitea"),
        run.text("drone"),
        setup(run.object("setup")),
        run.instant("started"),
        run.seconds("seconds"),
        run.seconds("ownSeconds"),
        run.number("requests"),
        run.number("mutations"),
        trace(run.object("trace")),
        run.list("stages", JsonRunReader::stage),
        run.texts("then").stream().map(text -> then(run, text)).toList(),
        run.list("checks", JsonRunReader::check),
        run.optionalText("buildUrl").map(url -> new CanaryBuild(run.number("build"), url)),
        run.optional("problem").map(ReportFields::problem),
        run.word("outcome", ExitCode.class),
        run.texts("next"));
  }

  private static Setup setup(ReportFields setup) {
    List<RunnerType> runners =
        setup.texts("runners").stream()
            .map(label ->
                RunnerType.of(label)
                    .orElseThrow(() -> setup.wrong("runners", "a list of known runners")))
            .toList();
    return new Setup(setup.text("administrator"), setup.text("secretsFile"), runners);
  }

  private static Trace trace(ReportFields trace) {
    return new Trace(
        trace.list(
            "stages",
            part ->
                new Trace.Part(
                    part.word("stage", Stage.class), part.seconds("at"), part.seconds("seconds"))),
        trace.list(
            "spans",
            span ->
                new Trace.Span(
                    span.word("kind", Timeline.Kind.class),
                    span.text("label"),
                    span.seconds("at"),
                    span.seconds("seconds"))));
  }

  private static StageReport stage(ReportFields stage) {
    Stage name = stage.word("stage", Stage.class);
    List<StepLine> planned = stage.list("planned", JsonRunReader::planned);
    return new StageReport(
        name,
        new StagePlan(
            name, planned, stage.list("refused", JsonRunReader::refusal), stage.texts("warnings")),
        stage.list("results", result -> result(result, planned)),
        stage.list("facts", fact -> new StageReport.Fact(fact.text("label"), fact.text("text"))),
        stage.seconds("seconds"));
  }

  private static StepLine planned(ReportFields step) {
    StepLine described = step(step);
    // The word for a rotation is not part of the text.
    String word = new StepLine("", "", described.effect(), "").describe();
    return described.text().startsWith(word)
        ? new StepLine(
            described.id(),
            described.label(),
            described.effect(),
            described.text().substring(word.length()))
        : described;
  }

  private static StepLine step(ReportFields step) {
    return new StepLine(
        step.text("step"),
        step.text("label"),
        step.word("effect", Effect.class),
        step.text("text"));
  }

  /** The text of a result is what was done; what was to be done is in the plan. */
  private static StepResult result(ReportFields result, List<StepLine> planned) {
    StepLine done = step(result);
    StepLine step =
        planned.stream().filter(line -> line.id().equals(done.id())).findFirst().orElse(done);
    return new StepResult(
        step, result.word("change", Change.class), done.text(), result.seconds("seconds"));
  }

  private static Refusal refusal(ReportFields refusal) {
    long code = refusal.number("exitCode");
    ExitCode exitCode =
        Arrays.stream(ExitCode.values())
            .filter(known -> known.code() == code)
            .findFirst()
            .orElseThrow(() -> refusal.wrong("exitCode", "a value of this version"));
    return new Refusal(refusal.text("label"), exitCode, refusal.object("problem").problem());
  }

  /** A stage, and after a colon what it would do. */
  private static Then then(ReportFields run, String text) {
    String[] parts = text.split(": ", 2);
    Stage stage =
        Arrays.stream(Stage.values())
            .filter(known -> known.label().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> run.wrong("then", "a list that begins with stages"));
    return new Then(stage, parts.length == 2 ? parts[1] : "");
  }

  private static CheckResult check(ReportFields check) {
    return new CheckResult(
        check.known("id", JsonRunReader::checkId),
        check.word("status", CheckResult.Status.class),
        check.text("text"),
        check.has("because")
            ? Optional.of(check.known("because", JsonRunReader::checkId))
            : Optional.empty(),
        check.optional("problem").map(ReportFields::problem),
        check.seconds("seconds"));
  }

  private static Optional<CheckId> checkId(String id) {
    return Arrays.stream(CheckId.values()).filter(known -> known.id().equals(id)).findFirst();
  }
}
