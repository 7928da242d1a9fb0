package dev.giteadrone.run;

import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.Plan;
import java.util.Optional;

/**
 * What must hold before the first change of a run that ends in a deploy: this is a place to deploy
 * from, and what would be deployed can be built. Each is asked once a run.
 */
final class DeployGate {
  private final Session session;
  private final RunOptions options;
  private boolean asked;
  private boolean prepared;

  /** Asks nothing yet. */
  DeployGate(Session session) {
    this.session = session;
    this.options = session.options();
  }

  /**
   * Whether a run that applies {@code plan} will deploy, as far as can be told by now.
   *
   * @param seen what was seen of Gitea and the files
   */
  boolean isBefore(Plan plan, AccessObserved seen) {
    if (options.frozen()
        || session.desired().deploy().command().isEmpty()
        || plan.steps().isEmpty()) {
      return false;
    }
    return plan.endsInDeploy() || (plan.stage() == Stage.ACCESS && !isLive(seen));
  }

  /** Whether the file is complete, and the running Drone has what it has. */
  private boolean isLive(AccessObserved seen) {
    HostSecrets host = seen.files().host().value();
    return host.values().size() == Variable.values().length
        && Drift.lacks(host, session.drone().live(host, seen.admin())).isEmpty();
  }

  /** The plan, refused where nothing should be deployed from here. */
  Plan guarded(Plan plan) {
    if (asked || options.deployAnyway() || !plan.refusals().isEmpty()) {
      return plan;
    }
    asked = true;
    return new Plan(plan.stage(), plan.steps(), session.deployRefusals(), plan.warnings());
  }

  /**
   * Builds what will be deployed, unless that was done.
   *
   * @return what was run, and how long it took; empty if nothing was
   */
  Optional<String> prepare() {
    if (prepared || session.desired().deploy().prepare().isEmpty()) {
      return Optional.empty();
    }
    prepared = true;
    return Optional.of(session.deploys().prepare());
  }
}
