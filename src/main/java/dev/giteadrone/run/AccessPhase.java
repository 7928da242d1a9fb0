package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.access.AccessPlanner;
import dev.giteadrone.report.StageReport.Fact;
import java.util.ArrayList;
import java.util.List;

/** The access stage: Gitea is ready, there is an administrator, and the program has a token. */
final class AccessPhase implements Phase<AccessObserved> {
  private final Session session;
  private final AccessPlanner planner;

  AccessPhase(Session session) {
    this.session = session;
    this.planner = new AccessPlanner(session.desired(), session.gateways().secondFactor().canAsk());
  }

  @Override
  public Stage stage() {
    return Stage.ACCESS;
  }

  @Override
  public String where() {
    return session.giteaUrl();
  }

  @Override
  public AccessObserved observe() {
    return session.observeAccess();
  }

  @Override
  public Plan plan(AccessObserved seen) {
    return planner.plan(seen);
  }

  @Override
  public AccessObserved observeAgain(AccessObserved before) {
    return observe();
  }

  @Override
  public AccessObserved access(AccessObserved seen) {
    return seen;
  }

  @Override
  public List<Fact> facts(AccessObserved seen, Plan plan) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("gitea", version(seen)));
    if (plan.steps().isEmpty()) {
      facts.add(
          new Fact(
              "admin",
              seen.user().map(GiteaUser::login).orElse("")
                  + (seen.tokenGiven() ? ", by GITEA_TOKEN" : "")));
    }
    return facts;
  }

  private static String version(AccessObserved seen) {
    return seen.version().orElse("version unknown")
        + (seen.readyAfter().toMillis() < 300
            ? ", ready"
            : ", ready after " + Elapsed.describe(seen.readyAfter()));
  }
}
