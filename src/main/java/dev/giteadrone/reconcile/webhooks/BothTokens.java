package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.WorkingCredentials;

/**
 * The tokens of both servers, which a repair of webhooks needs, or the reason why one is missing.
 */
record BothTokens(Gateways gateways, Desired desired, AccessObserved access) {

  Credential gitea() {
    return access
        .token()
        .orElseThrow(() -> refused("there is no access token of Gitea", "gitea-drone bootstrap"));
  }

  Secret drone() {
    Secret token =
        new WorkingCredentials(gateways, desired)
            .droneToken(access.admin())
            .orElseThrow(() ->
                refused(
                    "there is no token that Drone accepts",
                    "gitea-drone verify --level login, or set DRONE_TOKEN to an administrator's"));
    if (!gateways.drone().accounts().find(token).map(DroneUser::admin).orElse(false)) {
      throw refused(
          "the token's user is not an administrator of Drone",
          "set DRONE_USER_CREATE=username:" + desired.gitea().username() + ",admin:true, deploy");
    }
    return token;
  }

  private Failure refused(String seen, String next) {
    return new Failure(
        ExitCode.NOT_AUTHORISED,
        Problem.of(
            CheckId.DRONE_ADMIN.id(),
            "listing the repositories of " + desired.drone().url(),
            seen,
            next));
  }
}
