package dev.giteadrone;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import java.time.Duration;

/** Hands on to a listener what a run reports. */
final class ListenerProgress implements Progress {
  private final RunListener listener;
  private final Results results;

  ListenerProgress(RunListener listener, Results results) {
    this.listener = listener;
    this.results = results;
  }

  @Override
  public void stage(Stage stage, String where) {
    listener.stageStarted(stage.label());
  }

  @Override
  public void waiting(String name, String seen, Duration soFar) {
    listener.waiting(name, seen, soFar);
  }

  @Override
  public void applying(StepLine step) {
    listener.stepStarted(Results.step(step));
  }

  @Override
  public void applied(StepResult result) {
    listener.stepApplied(Results.applied(result));
  }

  @Override
  public void checked(CheckResult result) {
    listener.checkEnded(results.check(result));
  }

  @Override
  public void output(String line) {
    listener.deployOutput(line);
  }

  @Override
  public void warning(String text) {
    listener.warning(text);
  }
}
