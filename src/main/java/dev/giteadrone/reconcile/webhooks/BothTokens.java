package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.WorkingCredentials;

/**
 * The tokens of both servers, which a repair of webhooks needs, or the reason why one is missing.
 */
record BothTokens(Gateways gateways, Desired desired, AccessObserved access) {
  private static final Case NO_GITEA_TOKEN =
      Case.of(ProblemId.DRONE_ADMIN, "no-gitea-token", "drone");
  private static final Case NO_DRONE_TOKEN =
      Case.of(ProblemId.DRONE_ADMIN, "no-drone-token", "drone");
  private static final Case NOT_ALLOWED =
      Case.of(ProblemId.DRONE_ADMIN, "not-allowed", "drone", "user");

  Credential gitea() {
    return access.token().orElseThrow(() -> NO_GITEA_TOKEN.failure(desired.drone().url()));
  }

  Secret drone() {
    Secret token =
        new WorkingCredentials(gateways, desired)
            .droneToken(access.admin())
            .orElseThrow(() -> NO_DRONE_TOKEN.failure(desired.drone().url()));
    if (!gateways.drone().accounts().find(token).map(DroneUser::admin).orElse(false)) {
      throw NOT_ALLOWED.failure(desired.drone().url(), desired.gitea().username());
    }
    return token;
  }
}
