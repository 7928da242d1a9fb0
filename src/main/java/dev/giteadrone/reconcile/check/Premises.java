package dev.giteadrone.reconcile.check;

import dev.giteadrone.model.result.CheckId;
import java.util.List;

/**
 * What each check depends on, so that one cause is shown as one failure.
 *
 * @param needs checks without which it cannot be made
 * @param explainedBy checks whose failure also explains its own: it is made, but if it fails too,
 *     only the first failure is shown
 */
record Premises(List<CheckId> needs, List<CheckId> explainedBy) {
  private static final Premises NONE = new Premises(List.of(), List.of());

  /** The premises of a check. Each is made before the check itself. */
  static Premises of(CheckId check) {
    return switch (check) {
      case SOPS_DECRYPTS, GITEA_READY, DRONE_READY -> NONE;
      case SOPS_RECIPIENTS, SOPS_ENCRYPTED, SECRETS_COMPLETE -> needs(CheckId.SOPS_DECRYPTS);
      case GITEA_VERSION, GITEA_ROOT_URL, ADMIN_EXISTS -> needs(CheckId.GITEA_READY);
      case ADMIN_IS_ADMIN -> needs(CheckId.ADMIN_EXISTS);
      case OAUTH_APP -> needs(CheckId.SECRETS_COMPLETE);
      case OAUTH_SECRET -> needs(CheckId.OAUTH_APP);
      case DRONE_EDITION -> needs(CheckId.DRONE_READY);
      case DRONE_CLIENT_ID -> needs(CheckId.DRONE_READY, CheckId.SECRETS_COMPLETE);
      case DRONE_CLIENT_SECRET ->
          needs(CheckId.DRONE_CLIENT_ID).explainedBy(CheckId.OAUTH_APP, CheckId.OAUTH_SECRET);
      case DRONE_REDIRECT_URI -> needs(CheckId.DRONE_CLIENT_ID);
      case DRONE_RPC_SECRET -> needs(CheckId.DRONE_EDITION, CheckId.SECRETS_COMPLETE);
      case DRONE_LOGIN ->
          needs(CheckId.DRONE_CLIENT_SECRET, CheckId.DRONE_REDIRECT_URI)
              .explainedBy(CheckId.OAUTH_APP, CheckId.ADMIN_EXISTS, CheckId.GITEA_ROOT_URL);
      case DRONE_ADMIN ->
          needs(CheckId.DRONE_READY).explainedBy(CheckId.DRONE_LOGIN, CheckId.ADMIN_IS_ADMIN);
      case DRONE_SYNC ->
          needs(CheckId.ADMIN_EXISTS, CheckId.DRONE_ADMIN).explainedBy(CheckId.DRONE_LOGIN);
      case DRONE_ACTIVATION -> needs(CheckId.DRONE_SYNC);
      case WEBHOOK_CREATED -> needs(CheckId.DRONE_ACTIVATION);
      case WEBHOOK_DELIVERED -> needs(CheckId.WEBHOOK_CREATED);
      case RUNNER_DOCKER, RUNNER_EXEC ->
          needs(CheckId.WEBHOOK_DELIVERED, CheckId.DRONE_EDITION)
              .explainedBy(CheckId.DRONE_RPC_SECRET, CheckId.GITEA_ROOT_URL);
      case STATUS_REPORTED ->
          needs(CheckId.WEBHOOK_DELIVERED)
              .explainedBy(CheckId.DRONE_EDITION, CheckId.RUNNER_DOCKER, CheckId.RUNNER_EXEC);
    };
  }

  private static Premises needs(CheckId... checks) {
    return new Premises(List.of(checks), List.of());
  }

  private Premises explainedBy(CheckId... checks) {
    return new Premises(needs, List.of(checks));
  }
}
