package dev.giteadrone;

import dev.giteadrone.errors.mapping.LibraryTerms;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.result.AppliedStep;
import dev.giteadrone.result.BootstrapResult;
import dev.giteadrone.result.Check;
import dev.giteadrone.result.CheckStatus;
import dev.giteadrone.result.Plan;
import dev.giteadrone.result.Step;
import dev.giteadrone.result.StepEffect;
import dev.giteadrone.result.VerifyResult;
import java.util.List;

/**
 * Turns a run's report into the results of the library.
 *
 * @param terms the words in messages
 */
record Results(LibraryTerms terms) {

  Plan plan(RunReport report) {
    List<StagePlan> plans = report.stages().stream().map(StageReport::plan).toList();
    return new Plan(
        plans.stream().flatMap(plan -> plan.steps().stream()).map(Results::step).toList(),
        report.thens().stream().map(then -> then.describe()).toList(),
        plans.stream()
            .flatMap(plan -> plan.refusals().stream())
            .map(Refusal::problem)
            .map(terms::details)
            .toList(),
        plans.stream().flatMap(plan -> plan.warnings().stream()).toList());
  }

  BootstrapResult bootstrap(RunReport report) {
    List<Check> checks = checks(report);
    if (report.exitCode() != ExitCode.DONE) {
      throw Exceptions.of(report, checks, terms);
    }
    return new BootstrapResult(
        report.stages().stream()
            .flatMap(stage -> stage.results().stream())
            .map(Results::applied)
            .toList(),
        checks,
        report.build(),
        report.took());
  }

  VerifyResult verify(RunReport report) {
    return new VerifyResult(checks(report), report.build(), report.took());
  }

  List<Check> checks(RunReport report) {
    return report.checks().stream().map(this::check).toList();
  }

  Check check(CheckResult result) {
    return new Check(
        result.check().id(),
        CheckStatus.valueOf(result.status().name()),
        result.text(),
        result.problem().map(terms::details));
  }

  static Step step(StepLine line) {
    return new Step(line.id(), line.label(), StepEffect.valueOf(line.effect().name()), line.text());
  }

  static AppliedStep applied(StepResult result) {
    return new AppliedStep(step(result.step()), result.text(), result.took());
  }
}
