package dev.giteadrone.run;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.RecipientPolicy;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.secrets.HostFile;
import java.time.Duration;

/**
 * Runs a stage: observe, plan, check whether a deploy is allowed, apply, observe again, and require
 * that nothing is left to do.
 */
final class Reconciler {
  private static final Case FROZEN =
      Case.of(ProblemId.RUN_FROZEN, "pending", "label", "line", "count", "stage");
  private static final Case AGAIN = Case.of(ProblemId.RUN_CONVERGES, "again", "stage", "line");

  /**
   * The result of a stage; the next stage starts from it.
   *
   * @param seen the last observation
   * @param applied the plan that was applied
   */
  record StageResult<S>(S seen, Plan applied) {}

  private final Session session;
  private final DeployGate gate;
  private boolean gitAsked;

  Reconciler(Session session) {
    this.session = session;
    this.gate = new DeployGate(session);
  }

  /**
   * Brings a stage to its desired state.
   *
   * @throws Failure if a change is refused or fails, or if something is left to do afterwards
   */
  <S> StageResult<S> reconcile(Phase<S> phase) {
    StageLog log = session.log().begin(phase.stage(), phase.where());
    S seen = phase.observe();
    Plan plan = phase.plan(seen);
    if (apply(log, plan, phase.access(seen))) {
      seen = phase.observeAgain(seen);
      requireConverged(phase.plan(seen));
    }
    phase.facts(seen, plan).forEach(log::fact);
    log.end();
    return new StageResult<>(seen, plan);
  }

  /**
   * Applies a plan.
   *
   * @return false if there was nothing to do
   * @throws Failure with the first refusal, before anything is changed; or from a step
   */
  boolean apply(StageLog log, Plan wanted, AccessObserved access) {
    boolean deploys = gate.isBefore(wanted, access);
    Plan plan = deploys ? gate.guarded(wanted) : wanted;
    log.planned(plan.shown());
    requireNoRefusal(plan);
    if (plan.steps().isEmpty()) {
      return false;
    }
    requireNotFrozen(plan);
    preflight();
    if (!gitAsked) {
      gitAsked = true;
      session.git().warnOfInvisibleFiles();
    }
    if (deploys) {
      gate.prepare().ifPresent(text -> log.fact(new StageReport.Fact("prepare", text)));
    }
    plan.steps().forEach(step -> apply(log, step, access));
    return true;
  }

  /** Applies one step. */
  void apply(StageLog log, Step step, AccessObserved access) {
    StepLine line = step.line();
    session.progress().applying(line);
    session.stepBegins();
    long start = System.nanoTime();
    Outcome outcome = step.apply(session.context(access));
    StepResult result =
        new StepResult(
            line, outcome.change(), outcome.text(), Duration.ofNanos(System.nanoTime() - start));
    session.progress().applied(result);
    log.applied(result);
  }

  /** The plan with the refusals of this run added. */
  Plan guarded(Plan plan, AccessObserved access) {
    return gate.isBefore(plan, access) ? gate.guarded(plan) : plan;
  }

  /**
   * Checks that the files can be written, and for the right recipients, before any server is
   * changed.
   *
   * @throws Failure with SECRETS_FILE if not; nothing was changed
   */
  void preflight() {
    Gateways gateways = session.gateways();
    new RecipientPolicy(session.desired())
        .wrong(gateways.admin().preflight(), gateways.host().preflight())
        .ifPresent(problem -> {
          throw new Failure(ExitCode.SECRETS_FILE, problem);
        });
    gateways.runner().ifPresent(HostFile::preflight);
  }

  private void requireNotFrozen(Plan plan) {
    if (session.options().frozen()) {
      StepLine first = plan.steps().getFirst().line();
      throw FROZEN.failure(
          first.label(), first.describe(), plan.steps().size(), plan.stage().label());
    }
  }

  private static void requireNoRefusal(Plan plan) {
    if (!plan.refusals().isEmpty()) {
      Refusal refusal = plan.refusals().getFirst();
      throw new Failure(refusal.exitCode(), refusal.problem());
    }
  }

  /**
   * Requires that nothing is left of a plan that was applied.
   *
   * @throws Failure if something is refused or still to be done
   */
  static void requireConverged(Plan again) {
    requireNoRefusal(again);
    if (!again.steps().isEmpty()) {
      throw AGAIN.failure(again.stage().label(), again.steps().getFirst().line().describe());
    }
  }
}
