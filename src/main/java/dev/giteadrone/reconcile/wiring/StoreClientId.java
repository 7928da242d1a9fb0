package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.Map;

/** Stores the client id of an application whose secret is in the file already. */
public record StoreClientId(OAuthApp app) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "store-client-id", "client id", Effect.CHANGES, app.clientId() + " of " + app.name());
  }

  @Override
  public Outcome apply(StepContext context) {
    Stored<HostSecrets> file = new AppEditor(context).writable();
    context
        .gateways()
        .host()
        .write(file.revision(), Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of(app.clientId())));
    return new Outcome(Change.UPDATED, line().text());
  }
}
