package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.TimeUpFailure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.TimeUp;
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
   * @param what what the wait was for
   * @throws TimeUpFailure if the deadline of the run ended it earlier: then the wait proves nothing
   */
  void requireTime(String what, Poller.PollResult<?> ended) {
    Deadline end = deadline.get();
    if (end.passed()) {
      throw TimeUp.failure(end, what, ended.lastSeen(), null);
    }
  }
}
