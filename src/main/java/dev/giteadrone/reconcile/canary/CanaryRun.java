package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.util.function.Supplier;

/**
 * What every canary check works with.
 *
 * @param gitea credentials for reads and writes in Gitea
 * @param drone a user's token of Drone
 */
record CanaryRun(
    Gateways gateways,
    Desired desired,
    Poller poller,
    Supplier<Deadline> deadline,
    Credential gitea,
    Secret drone) {

  /**
   * Requires that a wait lasted for its whole time limit.
   *
   * @throws LateFailure if the deadline of the run ended it earlier: then the wait proves nothing
   */
  void requireTime(CheckId check, String what, Poller.PollResult<?> ended) {
    if (deadline.get().passed()) {
      throw new LateFailure(
          Problem.of(
              check.id(),
              what,
              ended.lastSeen()
                  + " after "
                  + Elapsed.describe(ended.took())
                  + ", when the time limit was reached",
              "run the same command again; --timeout gives more time"),
          null);
    }
  }
}
