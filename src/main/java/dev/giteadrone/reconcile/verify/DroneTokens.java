package dev.giteadrone.reconcile.verify;

import dev.giteadrone.drone.FirstSync;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.reconcile.AdminEdits;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.util.function.Supplier;

/** Stores Drone's user token, which a login returns. */
public final class DroneTokens {
  private final Gateways gateways;
  private final Desired desired;
  private final Progress progress;
  private final Poller poller;
  private final Supplier<Deadline> deadline;

  /**
   * Creates a store in the admin file.
   *
   * @param progress receives a warning with the next action if a token is not rotated
   */
  public DroneTokens(
      Gateways gateways,
      Desired desired,
      Progress progress,
      Poller poller,
      Supplier<Deadline> deadline) {
    this.gateways = gateways;
    this.desired = desired;
    this.progress = progress;
    this.poller = poller;
    this.deadline = deadline;
  }

  /**
   * Rotates the user token after a first login, then stores it. The rotation is needed because
   * Drone writes the token of a new account into its log (seen at INFO). A token that somebody may
   * use is not rotated.
   *
   * @return the token that works
   */
  public Secret settle(Secret token) {
    boolean known =
        desired.drone().givenToken().isPresent()
            || gateways.admin().read().value().get(AdminKey.DRONE_TOKEN).isPresent();
    Secret works = token;
    if (!known && sync(token) == AccountSync.FIRST) {
      works = gateways.drone().accounts().rotateToken(token);
    } else if (!known) {
      progress.warning(
          "Drone wrote the token of "
              + desired.gitea().username()
              + " into its log when it created the account, and this may be the same"
              + " token. It is not rotated, because somebody may use it. To rotate it:"
              + " sops decrypt --extract '[\"drone_token\"]' "
              + desired.secrets().admin()
              + " | sed 's/^/Authorization: Bearer /' | curl -fsS -o /dev/null -X POST -H @- '"
              + desired.drone().url()
              + "/api/user/token?rotate=true', then gitea-drone bootstrap");
    }
    return keep(works);
  }

  private AccountSync sync(Secret token) {
    return FirstSync.await(
            gateways.drone().accounts(),
            token,
            poller,
            deadline.get().within(poller.pace().restart()),
            poller.pace().buildLook())
        .value()
        .orElse(AccountSync.RUNNING);
  }

  /**
   * Stores Drone's user token, so that the next run needs no password.
   *
   * @return the same token
   */
  public Secret keep(Secret token) {
    new AdminEdits(gateways.admin()).change(record -> record.with(AdminKey.DRONE_TOKEN, token));
    return token;
  }
}
