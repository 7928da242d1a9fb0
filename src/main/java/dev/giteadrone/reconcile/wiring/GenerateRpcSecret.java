package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.secrets.HostFile;
import java.util.List;
import java.util.Map;

/**
 * Generates 32 random bytes and stores them as the RPC secret.
 *
 * @param rotates whether it replaces a secret that is in use
 */
public record GenerateRpcSecret(boolean rotates) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "generate-rpc-secret",
        "rpc",
        rotates ? Effect.ROTATES : Effect.CREATES,
        "new DRONE_RPC_SECRET (32 random bytes)");
  }

  @Override
  public boolean endsInDeploy() {
    return true;
  }

  @Override
  public Outcome apply(StepContext context) {
    HostFile host = context.gateways().host();
    Stored<HostSecrets> file = new AppEditor(context).writable();
    // The old secret is kept until Drone runs with the new one. It shows that a Drone which still
    // has it is older than the file, not newer.
    file.value()
        .get(Variable.DRONE_RPC_SECRET)
        .ifPresent(
            old -> context.admin().remember(AdminKey.REPLACED_RPC_SECRETS, List.of(old.reveal())));
    host.write(file.revision(), Map.of(Variable.DRONE_RPC_SECRET, context.random().rpcSecret()));
    context.admin().forget(AdminKey.PENDING_APP);
    return new Outcome(
        Change.CREATED, "DRONE_RPC_SECRET, 32 random bytes, in " + host.path().getFileName());
  }
}
