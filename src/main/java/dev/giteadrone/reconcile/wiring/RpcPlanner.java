package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.reconcile.StaleCheckout;
import java.util.Optional;

/** Decides about the RPC secret, which Drone and its runners share. */
record RpcPlanner(Desired desired, boolean allowRotate, WiringRefusals refusals) {
  private static final int WEAK = 16;

  /** Adds the steps, refusals and warnings about the RPC secret to {@code draft}. */
  void plan(WiringObserved seen, boolean complete, Draft draft) {
    Optional<Secret> secret = seen.host().get(Variable.DRONE_RPC_SECRET);
    // If the file has no secret, a random one was tried. A Drone that refuses it has its own
    // secret.
    boolean foreign = seen.live().rpc() == RpcProbe.WRONG;
    if (foreign && !allowRotate) {
      draft.refusals.add(
          new Refusal(
              "rpc",
              ExitCode.CHANGES_PENDING,
              secret.isPresent()
                  ? StaleCheckout.foreignRpcSecret(desired)
                  : refusals.newRpcSecret()));
      return;
    }
    if (secret.isEmpty()
        && complete
        && seen.pendingApp().isEmpty()
        && seen.live().rpc() == RpcProbe.UNKNOWN
        && !allowRotate) {
      draft.refusals.add(
          WiringRefusals.silentDrone("rpc", "a new RPC secret", seen, "the file has none"));
      return;
    }
    if (secret.isEmpty()) {
      draft.steps.add(new GenerateRpcSecret(foreign));
    } else if (secret.get().reveal().length() < WEAK) {
      draft.warnings.add(
          "DRONE_RPC_SECRET is shorter than "
              + WEAK
              + " characters; gitea-drone rotate rpc-secret creates a strong one");
    }
    desired
        .secrets()
        .runner()
        .filter(runner ->
            secret.isEmpty()
                || !seen.runner()
                    .flatMap(file -> file.get(Variable.DRONE_RPC_SECRET))
                    .equals(secret))
        .ifPresent(runner -> draft.steps.add(new CopyRpcSecret(runner.file().toString())));
  }
}
