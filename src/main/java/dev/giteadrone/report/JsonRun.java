package dev.giteadrone.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfProblem problem,
    List<String> next) {

  JsonRun(RunReport run) {
    this(
        JsonReport.SCHEMA,
        run.command(),
        run.gitea(),
        run.drone(),
        run.started().toString(),
        seconds(run.took()),
        seconds(run.own()),
        run.requests(),
        run.mutations(),
        run.exitCode().code(),
        word(run.exitCode()),
        run.stages().stream().map(OfStage::new).toList(),
        run.thens().stream().map(Then::describe).toList(),
        run.checks().stream().map(OfCheck::new).toList(),
        run.canary().map(CanaryBuild::url).orElse(null),
        run.problem().map(OfProblem::new).orElse(null),
        run.next());
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
          JsonRun.seconds(stage.took()),
          stage.facts(),
          stage.plan().steps().stream().map(OfStep::new).toList(),
          stage.plan().refusals().stream().map(OfRefusal::new).toList(),
          stage.plan().warnings(),
          stage.results().stream().map(OfResult::new).toList());
    }
  }

  /** A step that is planned or about to be applied. */
  record OfStep(String step, String label, String text, boolean rotates) {
    OfStep(StepLine step) {
      this(step, step.describe());
    }

    OfStep(StepLine step, String text) {
      this(step.id(), step.label(), Text.line(text), step.rotates());
    }
  }

  /** A step that was applied. */
  record OfResult(@JsonUnwrapped OfStep step, String change, double seconds) {
    OfResult(StepResult result) {
      this(
          new OfStep(result.step(), result.text()),
          word(result.change()),
          JsonRun.seconds(result.took()));
    }
  }

  record OfRefusal(String label, int exitCode, OfProblem problem) {
    OfRefusal(Refusal refusal) {
      this(refusal.label(), refusal.exitCode().code(), new OfProblem(refusal.problem()));
    }
  }

  /** A check that has ended. */
  record OfCheck(
      String id,
      String label,
      String status,
      String text,
      double seconds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfProblem problem) {

    OfCheck(CheckResult check) {
      this(
          check.check().id(),
          check.check().label(),
          word(check.status()),
          check.text(),
          JsonRun.seconds(check.took()),
          check.problem().map(OfProblem::new).orElse(null));
    }
  }

  record OfProblem(String check, String summary, String seen, String cause, String next) {
    OfProblem(Problem problem) {
      this(problem.check(), problem.summary(), problem.seen(), problem.cause(), problem.next());
    }
  }

  /** A duration in seconds, to the millisecond. */
  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** {@code not-run} for {@code NOT_RUN}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
