package dev.giteadrone.model.desired;

/** The operator's own commands around a deploy, in the order they run. */
public enum DeployJob {
  /** Builds what will be deployed, before anything is changed. */
  PREPARE("prepare", "deploy.prepare"),
  /** Deploys. */
  DEPLOY("deploy", "deploy.command"),
  /** Restarts what a deploy does not restart by itself. */
  RESTART("restart", "deploy.restart");

  private final String label;
  private final String check;

  DeployJob(String label, String check) {
    this.label = label;
    this.check = check;
  }

  /** The short word at the start of its line, and of the names of the files it leaves. */
  public String label() {
    return label;
  }

  /** Its key in the configuration, which is the id of its check too. */
  public String check() {
    return check;
  }
}
