package dev.giteadrone.run;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is reported of one stage. Thread-safe: a run can be interrupted in any stage. */
final class StageLog {
  private final Stage stage;
  private final Progress progress;
  private final long start = System.nanoTime();
  private final List<StageReport.Fact> facts = new ArrayList<>();
  private final List<StepResult> results = new ArrayList<>();
  private StagePlan plan;
  private long end;

  StageLog(Stage stage, String where, Progress progress) {
    this.stage = stage;
    this.progress = progress;
    this.plan = StagePlan.none(stage);
    progress.stage(stage, where);
  }

  synchronized void fact(StageReport.Fact fact) {
    facts.add(fact);
    progress.fact(fact.label(), fact.text());
  }

  synchronized void planned(StagePlan planned) {
    plan = planned;
    planned.warnings().forEach(progress::warning);
  }

  /** Adds a step that failed while others continued. */
  synchronized void refused(Refusal refusal) {
    List<Refusal> refusals = new ArrayList<>(plan.refusals());
    refusals.add(refusal);
    plan = new StagePlan(plan.stage(), plan.steps(), refusals, plan.warnings());
  }

  synchronized void applied(StepResult result) {
    results.add(result);
  }

  synchronized void end() {
    end = System.nanoTime();
  }

  synchronized StageReport report() {
    return new StageReport(stage, plan, results, facts, took());
  }

  synchronized Trace.Part part(long startNanos) {
    return new Trace.Part(stage, Duration.ofNanos(start - startNanos), took());
  }

  private Duration took() {
    long until = end == 0 ? System.nanoTime() : end;
    return Duration.ofNanos(until - start);
  }
}
