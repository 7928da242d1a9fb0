package dev.giteadrone;

import dev.giteadrone.model.Desired;
import dev.giteadrone.model.FilesObserved;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Variable;
import dev.giteadrone.reconcile.Applier;
import dev.giteadrone.reconcile.Observer;
import dev.giteadrone.reconcile.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What must hold before the first change of a run that ends in a deploy: this is a place to deploy
 * from, and what would be deployed can be built. Each is asked once a run.
 */
final class DeployGate {
  private final Desired desired;
  private final RunOptions options;
  private final Observer observer;
  private final Applier applier;
  private final Supplier<List<Plan.Refusal>> refusals;
  private boolean asked;
  private boolean prepared;

  /**
   * Asks nothing yet.
   *
   * @param refusals why nothing should be deployed from here
   */
  DeployGate(
      Desired desired,
      RunOptions options,
      Observer observer,
      Applier applier,
      Supplier<List<Plan.Refusal>> refusals) {
    this.desired = desired;
    this.options = options;
    this.observer = observer;
    this.applier = applier;
    this.refusals = refusals;
  }

  /** Whether a run that applies {@code plan} will deploy, as far as can be told by now. */
  boolean isBefore(Plan plan) {
    if (options.frozen() || desired.deploy().command().isEmpty() || plan.steps().isEmpty()) {
      return false;
    }
    return plan.steps().stream().anyMatch(Step::endsInDeploy)
        || (plan.stage() == Stage.ACCESS && !isLive());
  }

  /** Whether the file is complete, and the running Drone has what it has. */
  private boolean isLive() {
    FilesObserved files = observer.files();
    HostSecrets host = files.host().value();
    return host.values().size() == Variable.values().length
        && Planner.isLive(host, observer.live(host, files.admin().value()));
  }

  /** The plan, refused where nothing should be deployed from here. */
  Plan guarded(Plan plan) {
    if (asked || options.deployAnyway() || !plan.refusals().isEmpty()) {
      return plan;
    }
    asked = true;
    List<Plan.Refusal> all = new ArrayList<>(plan.refusals());
    all.addAll(refusals.get());
    return new Plan(plan.stage(), plan.steps(), all, plan.warnings());
  }

  /**
   * Builds what will be deployed, unless that was done.
   *
   * @return what was run, and how long it took; empty if nothing was
   */
  Optional<String> prepare() {
    if (prepared || desired.deploy().prepare().isEmpty()) {
      return Optional.empty();
    }
    prepared = true;
    return Optional.of(applier.prepare());
  }
}
