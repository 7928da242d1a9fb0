package dev.giteadrone;

import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.StepResult;
import dev.giteadrone.report.StageReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is to be reported of one stage, collected while it runs. */
final class StageLog {
  private final Stage stage;
  private final Progress progress;
  private final long start = System.nanoTime();
  private final List<StageReport.Fact> facts = new ArrayList<>();
  private final List<StepResult> results = new ArrayList<>();
  private Plan plan;
  private long end;

  StageLog(Stage stage, String where, Progress progress) {
    this.stage = stage;
    this.progress = progress;
    this.plan = Plan.of(stage, List.of());
    progress.stage(stage, where);
  }

  void fact(String label, String text) {
    facts.add(new StageReport.Fact(label, text));
    progress.fact(label, text);
  }

  void planned(Plan planned) {
    plan = planned;
    planned.warnings().forEach(progress::warning);
  }

  /** A step that failed while others went on. */
  void refused(Plan.Refusal refusal) {
    List<Plan.Refusal> refusals = new ArrayList<>(plan.refusals());
    refusals.add(refusal);
    plan = new Plan(plan.stage(), plan.steps(), refusals, plan.warnings());
  }

  void applied(StepResult result) {
    results.add(result);
  }

  void end() {
    end = System.nanoTime();
  }

  StageReport report() {
    long until = end == 0 ? System.nanoTime() : end;
    return new StageReport(stage, plan, results, facts, Duration.ofNanos(until - start));
  }
}
