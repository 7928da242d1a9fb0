package dev.giteadrone.reconcile;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.RunDeadline;
import java.util.Optional;

/**
 * What a step works with.
 *
 * @param access the administrator and token in Gitea
 * @param random generates secrets and names
 * @param drone observes the running Drone
 * @param progress receives the output of a deploy
 */
public record StepContext(
    Gateways gateways,
    Desired desired,
    AccessObserved access,
    Randomness random,
    DroneObserver drone,
    Poller poller,
    RunDeadline deadline,
    Progress progress) {
  private static final Case NO_TOKEN = Case.of(ProblemId.ADMIN_EXISTS, "no-app-token");

  /** Changes the admin file. */
  public AdminEdits admin() {
    return new AdminEdits(gateways.admin());
  }

  /** The stored credentials that the servers accept. */
  public WorkingCredentials credentials() {
    return new WorkingCredentials(gateways, desired);
  }

  /**
   * The access token of Gitea.
   *
   * @throws Failure with NOT_AUTHORISED if there is none
   */
  public Credential.Token token() {
    return access.token().orElseThrow(() -> NO_TOKEN.failure());
  }

  /** The stored password, whether Gitea accepts it or not. */
  public Optional<Credential.Basic> password() {
    return gateways
        .admin()
        .read()
        .value()
        .get(AdminKey.PASSWORD)
        .map(password -> new Credential.Basic(desired.gitea().username(), password));
  }
}
