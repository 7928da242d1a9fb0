package dev.giteadrone.report.html;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A connection between two parts of the wiring, in the order in which a push needs them. */
enum Hop {
  SECRETS(Place.OPERATOR, Place.SECRETS_FILE, "Operator → secrets file", "decrypts"),
  ACCESS(Place.OPERATOR, Place.GITEA, "Operator → Gitea", "signs in"),
  APPLICATION(Place.GITEA, Place.OAUTH_APP, "Gitea → OAuth app", "has"),
  LOGIN(Place.OAUTH_APP, Place.DRONE, "OAuth app → Drone (login)", "login"),
  DEPLOY(Place.SECRETS_FILE, Place.DRONE, "Secrets file → Drone (deploy)", "deploy"),
  ACCOUNT(Place.OPERATOR, Place.DRONE, "Operator → Drone", "account"),
  ACTIVATION(Place.GITEA, Place.WEBHOOK, "Gitea → webhook (created by Drone)", "has"),
  DELIVERY(Place.WEBHOOK, Place.DRONE, "Webhook → Drone (push)", "push"),
  DOCKER(Place.DRONE, Place.DOCKER_RUNNER, "Drone → docker runner", "build"),
  EXEC(Place.DRONE, Place.EXEC_RUNNER, "Drone → exec runner", "build"),
  STATUS(Place.DRONE, Place.GITEA, "Drone → Gitea (status)", "status");

  private final Place from;
  private final Place to;
  private final String title;
  private final String verb;

  Hop(Place from, Place to, String title, String verb) {
    this.from = from;
    this.to = to;
    this.title = title;
    this.verb = verb;
  }

  /** The hop that a check proves a part of. */
  static Hop of(CheckId check) {
    return switch (check) {
      case SOPS_DECRYPTS, SOPS_RECIPIENTS, SOPS_ENCRYPTED, SECRETS_COMPLETE -> SECRETS;
      case GITEA_READY, GITEA_VERSION, GITEA_ROOT_URL, ADMIN_EXISTS, ADMIN_IS_ADMIN -> ACCESS;
      case OAUTH_APP, OAUTH_SECRET -> APPLICATION;
      case DRONE_CLIENT_SECRET, DRONE_REDIRECT_URI, DRONE_LOGIN -> LOGIN;
      case DRONE_CLIENT_ID, DRONE_RPC_SECRET -> DEPLOY;
      case DRONE_READY, DRONE_EDITION, DRONE_ADMIN -> ACCOUNT;
      case DRONE_SYNC, DRONE_ACTIVATION, WEBHOOK_CREATED -> ACTIVATION;
      case WEBHOOK_DELIVERED -> DELIVERY;
      case RUNNER_DOCKER -> DOCKER;
      case RUNNER_EXEC -> EXEC;
      case STATUS_REPORTED -> STATUS;
    };
  }

  /** The hop to this runner. */
  static Hop of(RunnerType runner) {
    return of(CheckId.of(runner));
  }

  /** The checks that prove it, in the order of a run. */
  List<CheckId> checks() {
    return Arrays.stream(CheckId.values()).filter(check -> of(check) == this).toList();
  }

  Place from() {
    return from;
  }

  Place to() {
    return to;
  }

  /** Both ends, and what goes from one to the other. */
  String title() {
    return title;
  }

  /** What goes along it, in one word. */
  String verb() {
    return verb;
  }

  /** Its name in the addresses of the page. */
  String anchor() {
    return "hop-" + name().toLowerCase(Locale.ROOT);
  }
}
