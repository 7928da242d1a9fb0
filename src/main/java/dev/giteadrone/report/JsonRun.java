package dev.giteadrone.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run as {@link JsonReport} shows it: each component is a field, in this order, and its name is
 * part of the interface.
 */
record JsonRun(
    int schema,
    String command,
    String gitea,
    String drone,
    String started,
    double seconds,
    double ownSeconds,
    long requests,
    long mutations,
    int exitCode,
    String outcome,
    List<OfStage> stages,
    List<String> then,
    List<OfCheck> checks,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String buildUrl,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long build,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonProblem problem,
    List<String> next,
    OfSetup setup,
    OfTrace trace) {

  JsonRun(RunReport run) {
    this(
        JsonReport.SCHEMA,
        run.command(),
        run.gitea(),
        run.drone(),
        run.started().toString(),
        JsonReport.seconds(run.took()),
        JsonReport.seconds(run.own()),
        run.requests(),
        run.mutations(),
        run.exitCode().code(),
        JsonReport.word(run.exitCode()),
        run.stages().stream().map(OfStage::new).toList(),
        run.thens().stream().map(Then::describe).toList(),
        run.checks().stream().map(OfCheck::new).toList(),
        run.canary().map(CanaryBuild::url).orElse(null),
        run.canary().map(CanaryBuild::number).orElse(null),
        run.problem().map(JsonProblem::new).orElse(null),
        run.next(),
        new OfSetup(run.setup()),
        new OfTrace(run.trace()));
  }

  record OfStage(
      String stage,
      double seconds,
      List<StageReport.Fact> facts,
      List<OfStep> planned,
      List<OfRefusal> refused,
      List<String> warnings,
      List<OfResult> results) {

    OfStage(StageReport stage) {
      this(
          stage.stage().label(),
          JsonReport.seconds(stage.took()),
          stage.facts(),
          stage.plan().steps().stream().map(OfStep::new).toList(),
          stage.plan().refusals().stream().map(OfRefusal::new).toList(),
          stage.plan().warnings(),
          stage.results().stream().map(OfResult::new).toList());
    }
  }

  /** A step that is planned or about to be applied. */
  record OfStep(String step, String label, String text, boolean rotates, String effect) {
    OfStep(StepLine step) {
      this(step, step.describe());
    }

    OfStep(StepLine step, String text) {
      this(
          step.id(), step.label(), Text.line(text), step.rotates(), JsonReport.word(step.effect()));
    }
  }

  /** A step that was applied. */
  record OfResult(@JsonUnwrapped OfStep step, String change, double seconds) {
    OfResult(StepResult result) {
      this(
          new OfStep(result.step(), result.text()),
          JsonReport.word(result.change()),
          JsonReport.seconds(result.took()));
    }
  }

  record OfRefusal(String label, int exitCode, JsonProblem problem) {
    OfRefusal(Refusal refusal) {
      this(refusal.label(), refusal.exitCode().code(), new JsonProblem(refusal.problem()));
    }
  }

  /** A check that has ended. */
  record OfCheck(
      String id,
      String label,
      String status,
      String text,
      double seconds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String because,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonProblem problem) {

    OfCheck(CheckResult check) {
      this(
          check.check().id(),
          check.check().label(),
          JsonReport.word(check.status()),
          check.text(),
          JsonReport.seconds(check.took()),
          check.because().map(CheckId::id).orElse(null),
          check.problem().map(JsonProblem::new).orElse(null));
    }
  }

  record OfSetup(String administrator, String secretsFile, List<String> runners) {
    OfSetup(Setup setup) {
      this(
          setup.administrator(),
          setup.secretsFile(),
          setup.runners().stream().map(RunnerType::label).toList());
    }
  }

  /** When the run did what; {@code at} is counted from its start. */
  record OfTrace(List<OfPart> stages, List<OfSpan> spans) {
    OfTrace(Trace trace) {
      this(
          trace.stages().stream().map(OfPart::new).toList(),
          trace.spans().stream().map(OfSpan::new).toList());
    }
  }

  record OfPart(String stage, double at, double seconds) {
    OfPart(Trace.Part part) {
      this(part.stage().label(), JsonReport.seconds(part.start()), JsonReport.seconds(part.took()));
    }
  }

  record OfSpan(String kind, String label, double at, double seconds) {
    OfSpan(Trace.Span span) {
      this(
          JsonReport.word(span.kind()),
          span.label(),
          JsonReport.seconds(span.start()),
          JsonReport.seconds(span.took()));
    }
  }
}
