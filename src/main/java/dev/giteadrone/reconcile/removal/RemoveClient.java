package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.secrets.HostFile;
import java.util.Set;

/** Removes the client id and secret of a deleted application from the host's file. */
public record RemoveClient(String clientId, String file) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "remove-client", "secrets", Effect.REMOVES, "client " + clientId + " from " + file);
  }

  @Override
  public Outcome apply(StepContext context) {
    HostFile host = context.gateways().host();
    Stored<HostSecrets> stored = host.read();
    host.remove(
        stored.revision(),
        Set.of(Variable.DRONE_GITEA_CLIENT_ID, Variable.DRONE_GITEA_CLIENT_SECRET));
    return new Outcome(
        Change.DELETED, line().text() + ", " + stored.value().others() + " other variables kept");
  }
}
