package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.Effect;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.StepLine;
import dev.giteadrone.model.Stored;
import dev.giteadrone.model.Variable;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.Map;

/** The file has the secret of this application already: stores the id beside it. */
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
        .ports()
        .host()
        .write(file.revision(), Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of(app.clientId())));
    return new Outcome(Change.UPDATED, line().text());
  }
}
