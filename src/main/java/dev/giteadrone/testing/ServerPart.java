package dev.giteadrone.testing;

/** A part of the servers under test that can be stopped and started separately. */
public enum ServerPart {
  /** The Gitea server. */
  GITEA("gitea"),
  /** The Drone server. */
  DRONE("drone"),
  /** The runner of exec pipelines. */
  EXEC_RUNNER("runner-exec"),
  /** The runner of docker pipelines. */
  DOCKER_RUNNER("runner-docker");

  private final String label;

  ServerPart(String label) {
    this.label = label;
  }

  /** Its name in messages and log files, such as {@code runner-exec}. */
  public String label() {
    return label;
  }
}
