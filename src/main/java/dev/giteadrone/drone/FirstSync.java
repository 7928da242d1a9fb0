package dev.giteadrone.drone;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.time.Duration;

/**
 * The sync of repositories that Drone starts when a user signs in for the first time. At its end
 * Drone writes the whole account, so what changed meanwhile, such as the token, is lost.
 */
public final class FirstSync {
  private FirstSync() {}

  /**
   * Waits until it has ended.
   *
   * @param token of the user
   * @return the state of the account; without a value if it has not ended before the deadline
   */
  public static Poller.PollResult<AccountSync> await(
      Drone.Accounts accounts, Secret token, Poller poller, Deadline deadline, Duration interval) {
    return poller.until(
        "drone",
        deadline,
        interval,
        () -> {
          AccountSync now = accounts.syncState(token);
          return now == AccountSync.RUNNING
              ? Poller.Poll.notYet("Drone reads the repositories")
              : Poller.Poll.done(now);
        });
  }
}
