package dev.giteadrone.model.result;

import dev.giteadrone.model.desired.RunnerType;
import java.util.Locale;

/**
 * The checks of a run, in the order they are made; each states the fact that holds when it passes.
 */
public enum CheckId {
  SOPS_DECRYPTS(ProblemId.SOPS_DECRYPTS, "decrypt"),
  SOPS_RECIPIENTS(ProblemId.SOPS_RECIPIENTS, "readers"),
  SOPS_ENCRYPTED(ProblemId.SOPS_ENCRYPTED, "encrypted"),
  GITEA_READY(ProblemId.GITEA_READY, "gitea up"),
  GITEA_VERSION(ProblemId.GITEA_VERSION, "version"),
  GITEA_ROOT_URL(ProblemId.GITEA_ROOT_URL, "root URL"),
  ADMIN_EXISTS(ProblemId.ADMIN_EXISTS, "user"),
  ADMIN_IS_ADMIN(ProblemId.ADMIN_IS_ADMIN, "is admin"),
  OAUTH_APP(ProblemId.OAUTH_APP, "oauth app"),
  OAUTH_SECRET(ProblemId.OAUTH_SECRET, "app auth"),
  SECRETS_COMPLETE(ProblemId.SECRETS_COMPLETE, "complete"),
  DRONE_READY(ProblemId.DRONE_READY, "drone up"),
  DRONE_EDITION(ProblemId.DRONE_EDITION, "edition"),
  DRONE_CLIENT_ID(ProblemId.DRONE_CLIENT_ID, "live id"),
  DRONE_CLIENT_SECRET(ProblemId.DRONE_CLIENT_SECRET, "live auth"),
  DRONE_REDIRECT_URI(ProblemId.DRONE_REDIRECT_URI, "live URI"),
  DRONE_RPC_SECRET(ProblemId.DRONE_RPC_SECRET, "live rpc"),
  DRONE_LOGIN(ProblemId.DRONE_LOGIN, "login"),
  DRONE_ADMIN(ProblemId.DRONE_ADMIN, "account"),
  DRONE_SYNC(ProblemId.DRONE_SYNC, "sync"),
  DRONE_ACTIVATION(ProblemId.DRONE_ACTIVATION, "activated"),
  WEBHOOK_CREATED(ProblemId.WEBHOOK_CREATED, "hook"),
  WEBHOOK_DELIVERED(ProblemId.WEBHOOK_DELIVERED, "webhook"),
  RUNNER_DOCKER(ProblemId.RUNNER_DOCKER, "docker"),
  RUNNER_EXEC(ProblemId.RUNNER_EXEC, "exec"),
  STATUS_REPORTED(ProblemId.STATUS_REPORTED, "status");

  private final ProblemId problem;
  private final String label;

  CheckId(ProblemId problem, String label) {
    this.problem = problem;
    this.label = label;
  }

  /** The stable id, used in text, JSON, JUnit XML, {@code explain} and the manual. */
  public String id() {
    return problem.id();
  }

  /** What is wrong if the check fails. */
  public ProblemId problem() {
    return problem;
  }

  /** The short word at the start of its line; no step, fact or other check of a run has it. */
  public String label() {
    return label;
  }

  /** The check that this runner picks up builds. */
  public static CheckId of(RunnerType type) {
    return valueOf("RUNNER_" + type.name().toUpperCase(Locale.ROOT));
  }
}
