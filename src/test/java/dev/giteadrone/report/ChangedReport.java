package dev.giteadrone.report;

import dev.giteadrone.model.result.CheckResult;
import java.time.Instant;
import java.util.List;

/** A report of a run with some other values. */
public final class ChangedReport {
  private final RunReport run;
  private String gitea;
  private String drone;
  private Instant started;
  private Trace trace;
  private List<CheckResult> checks;
  private List<String> next;

  private ChangedReport(RunReport run) {
    this.run = run;
    this.gitea = run.gitea();
    this.drone = run.drone();
    this.started = run.started();
    this.trace = run.trace();
    this.checks = run.checks();
    this.next = run.next();
  }

  /** The same report, until something is changed. */
  public static ChangedReport of(RunReport run) {
    return new ChangedReport(run);
  }

  public ChangedReport servers(String newGitea, String newDrone) {
    gitea = newGitea;
    drone = newDrone;
    return this;
  }

  public ChangedReport started(Instant other) {
    started = other;
    return this;
  }

  public ChangedReport trace(Trace other) {
    trace = other;
    return this;
  }

  public ChangedReport checks(List<CheckResult> others) {
    checks = others;
    return this;
  }

  public ChangedReport next(List<String> commands) {
    next = commands;
    return this;
  }

  public RunReport build() {
    return new RunReport(
        run.command(),
        gitea,
        drone,
        run.setup(),
        started,
        run.took(),
        run.own(),
        run.requests(),
        run.mutations(),
        trace,
        run.stages(),
        run.thens(),
        checks,
        run.canary(),
        run.problem(),
        run.exitCode(),
        next);
  }
}
