package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A part of the wiring, as a box of the picture. */
enum Place {
  OPERATOR("Operator"),
  SECRETS_FILE("Secrets file"),
  GITEA("Gitea"),
  OAUTH_APP("OAuth app"),
  WEBHOOK("Webhook"),
  DRONE("Drone"),
  DOCKER_RUNNER("docker runner"),
  EXEC_RUNNER("exec runner");

  private final String title;

  Place(String title) {
    this.title = title;
  }

  /**
   * The part that is at fault if a check fails. Empty if the check compares two parts, or tries
   * what is between them: then it does not show which of them it is.
   */
  static Optional<Place> of(CheckId check) {
    return switch (check) {
      case SOPS_DECRYPTS, SOPS_RECIPIENTS, SOPS_ENCRYPTED, SECRETS_COMPLETE, OAUTH_SECRET ->
          Optional.of(SECRETS_FILE);
      case GITEA_READY, GITEA_VERSION, GITEA_ROOT_URL -> Optional.of(GITEA);
      case ADMIN_EXISTS, ADMIN_IS_ADMIN -> Optional.of(OPERATOR);
      case OAUTH_APP -> Optional.of(OAUTH_APP);
      case DRONE_READY, DRONE_EDITION, DRONE_CLIENT_SECRET, DRONE_ADMIN, DRONE_SYNC ->
          Optional.of(DRONE);
      case WEBHOOK_CREATED -> Optional.of(WEBHOOK);
      case RUNNER_DOCKER -> Optional.of(DOCKER_RUNNER);
      case RUNNER_EXEC -> Optional.of(EXEC_RUNNER);
      case DRONE_CLIENT_ID,
          DRONE_REDIRECT_URI,
          DRONE_RPC_SECRET,
          DRONE_LOGIN,
          DRONE_ACTIVATION,
          WEBHOOK_DELIVERED,
          STATUS_REPORTED ->
          Optional.empty();
    };
  }

  /** The checks that are about this part, in the order of a run. */
  List<CheckId> checks() {
    return Arrays.stream(CheckId.values())
        .filter(check -> of(check).equals(Optional.of(this)))
        .toList();
  }

  String title() {
    return title;
  }
}
