package dev.giteadrone.run;

import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.Plan;
import java.util.Optional;

/**
 * The conditions before the first change of a run that ends in a deploy: it is allowed to deploy
 * from here, and what would be deployed can be built. Each is checked once per run.
 */
final class DeployGate {
  private final Session session;
  private final RunOptions options;
  private boolean asked;
  private boolean prepared;

  /** Creates the gate; nothing is checked yet. */
  DeployGate(Session session) {
    this.session = session;
    this.options = session.options();
  }

  /**
   * Whether a run that applies {@code plan} will deploy, as far as is known by now.
   *
   * @param seen what was observed of Gitea and the files
   */
  boolean isBefore(Plan plan, AccessObserved seen) {
    if (options.frozen()
        || session.desired().deploy().command().isEmpty()
        || plan.steps().isEmpty()) {
      return false;
    }
    return plan.endsInDeploy() || (plan.stage() == Stage.ACCESS && !isLive(seen));
  }

  /** Whether the file is complete, and the running Drone has its values. */
  private boolean isLive(AccessObserved seen) {
    HostSecrets host = seen.files().host().value();
    return host.isComplete()
        && Drift.lacks(host, session.drone().live(host, seen.admin())).isEmpty();
  }

  /** The plan, with a refusal for each reason against a deploy. */
  Plan guarded(Plan plan) {
    if (asked || options.deployAnyway() || !plan.refusals().isEmpty()) {
      return plan;
    }
    asked = true;
    return new Plan(plan.stage(), plan.steps(), session.deployRefusals(), plan.warnings());
  }

  /**
   * Builds what will be deployed, if that was not done yet.
   *
   * @return the command, and how long it took; empty if nothing ran
   */
  Optional<String> prepare() {
    if (prepared || session.desired().deploy().prepare().isEmpty()) {
      return Optional.empty();
    }
    prepared = true;
    return Optional.of(session.deploys().prepare());
  }
}
