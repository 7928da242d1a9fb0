package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.secrets.HostFile;
import java.util.Map;

/** Stores the RPC secret in the runners' own file too. */
public record CopyRpcSecret(String file) implements Step {
  @Override
  public StepLine line() {
    return new StepLine("copy-rpc-secret", "copy", Effect.CHANGES, "DRONE_RPC_SECRET into " + file);
  }

  @Override
  public Outcome apply(StepContext context) {
    Secret secret =
        context.gateways().host().read().value().get(Variable.DRONE_RPC_SECRET).orElseThrow();
    HostFile runner = context.gateways().runner().orElseThrow();
    runner.write(runner.read().revision(), Map.of(Variable.DRONE_RPC_SECRET, secret));
    return new Outcome(Change.UPDATED, line().text());
  }
}
