package dev.giteadrone.run;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.check.Verified;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import java.util.ArrayList;
import java.util.List;

/** Collects what is reported of a run. No stage reads it. Thread-safe. */
final class RunLog {
  private final Progress progress;
  private final List<StageLog> stages = new ArrayList<>();
  private Verified verified = Verified.NOTHING;

  RunLog(Progress progress) {
    this.progress = progress;
  }

  /**
   * Begins a stage.
   *
   * @param where the server's URL or empty
   */
  StageLog begin(Stage stage, String where) {
    StageLog log = new StageLog(stage, where, progress);
    synchronized (stages) {
      stages.add(log);
    }
    return log;
  }

  /** Adds a stage of which only the plan is shown. */
  void shown(Plan plan, String where) {
    shown(plan, where, List.of());
  }

  /** Adds a stage of which only the plan is shown, and findings that need no change. */
  void shown(Plan plan, String where, List<StageReport.Fact> facts) {
    StageLog log = begin(plan.stage(), where);
    facts.forEach(log::fact);
    log.planned(plan.shown());
    log.end();
  }

  void verified(Verified result) {
    verified = result;
  }

  Verified verified() {
    return verified;
  }

  /** When each stage was, counted from the start of the run. */
  List<Trace.Part> parts(long startNanos) {
    synchronized (stages) {
      return stages.stream().map(log -> log.part(startNanos)).toList();
    }
  }

  List<StageReport> stages() {
    synchronized (stages) {
      return stages.stream().map(StageLog::report).toList();
    }
  }
}
