package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import java.time.Duration;

/** Sends each event of a run to two listeners. */
public record CompositeProgress(Progress one, Progress other) implements Progress {
  @Override
  public void stage(Stage stage, String where) {
    one.stage(stage, where);
    other.stage(stage, where);
  }

  @Override
  public void waiting(String name, String seen, Duration soFar) {
    one.waiting(name, seen, soFar);
    other.waiting(name, seen, soFar);
  }

  @Override
  public void fact(String label, String text) {
    one.fact(label, text);
    other.fact(label, text);
  }

  @Override
  public void applying(StepLine step) {
    one.applying(step);
    other.applying(step);
  }

  @Override
  public void applied(StepResult result) {
    one.applied(result);
    other.applied(result);
  }

  @Override
  public void checking(CheckId check) {
    one.checking(check);
    other.checking(check);
  }

  @Override
  public void checked(CheckResult result) {
    one.checked(result);
    other.checked(result);
  }

  @Override
  public void output(String line) {
    one.output(line);
    other.output(line);
  }

  @Override
  public void warning(String text) {
    one.warning(text);
    other.warning(text);
  }
}
