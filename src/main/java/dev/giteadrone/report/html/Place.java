package dev.giteadrone.report.html;

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

  String title() {
    return title;
  }
}
