package dev.giteadrone.report;

import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps where a run is, for the report of one that is interrupted. Thread-safe. */
public final class RunTrail implements Progress {
  private final List<CheckResult> checks = new ArrayList<>();
  private String stage = "";
  private String activity = "";

  @Override
  public synchronized void stage(Stage begun, String where) {
    stage = begun.label();
    activity = "";
  }

  @Override
  public synchronized void waiting(String name, String seen, Duration soFar) {
    activity = "waiting for " + name + " (" + seen + ")";
  }

  @Override
  public synchronized void fact(String label, String text) {
    activity = "";
  }

  @Override
  public synchronized void applying(StepLine step) {
    activity = step.id() + " (" + step.describe() + ")";
  }

  @Override
  public synchronized void applied(StepResult result) {
    activity = "";
  }

  @Override
  public synchronized void checking(CheckId check) {
    activity = "checking " + check.id();
  }

  @Override
  public synchronized void checked(CheckResult result) {
    checks.add(result);
    activity = "";
  }

  /** The checks that have ended. */
  public synchronized List<CheckResult> checks() {
    return List.copyOf(checks);
  }

  /** Where the run was interrupted, and that it can be continued. */
  public synchronized Problem interrupted() {
    return Interruption.of(joined(stage.isEmpty() ? "the beginning" : stage), null).problem();
  }

  /** Where the run is, such as {@code access: waiting for gitea (connection refused)}. */
  public synchronized String where() {
    return stage.isEmpty() && !activity.isEmpty()
        ? activity
        : joined(stage.isEmpty() ? "starting" : stage);
  }

  private String joined(String where) {
    return activity.isEmpty() ? where : where + ": " + activity;
  }
}
