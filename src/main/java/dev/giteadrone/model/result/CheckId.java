package dev.giteadrone.model.result;

import dev.giteadrone.model.desired.RunnerType;
import java.util.Locale;

/**
 * The checks of a run, in the order they are made; each states the fact that holds when it passes.
 */
public enum CheckId {
  SOPS_DECRYPTS("sops.decrypts", "decrypt"),
  SOPS_RECIPIENTS("sops.recipients", "readers"),
  SOPS_ENCRYPTED("sops.encrypted", "encrypted"),
  GITEA_READY("gitea.ready", "gitea up"),
  GITEA_VERSION("gitea.version", "version"),
  GITEA_ROOT_URL("gitea.root-url", "root URL"),
  ADMIN_EXISTS("admin.exists", "user"),
  ADMIN_IS_ADMIN("admin.is-admin", "is admin"),
  OAUTH_APP("oauth.app", "oauth app"),
  OAUTH_SECRET("oauth.secret", "app auth"),
  SECRETS_COMPLETE("secrets.complete", "complete"),
  DRONE_READY("drone.ready", "drone up"),
  DRONE_EDITION("drone.edition", "edition"),
  DRONE_CLIENT_ID("drone.client-id", "live id"),
  DRONE_CLIENT_SECRET("drone.client-secret", "live auth"),
  DRONE_REDIRECT_URI("drone.redirect-uri", "live URI"),
  DRONE_RPC_SECRET("drone.rpc-secret", "live rpc"),
  DRONE_LOGIN("drone.login", "login"),
  DRONE_ADMIN("drone.admin", "account"),
  DRONE_SYNC("drone.sync", "sync"),
  DRONE_ACTIVATION("drone.activation", "activated"),
  WEBHOOK_CREATED("webhook.created", "hook"),
  WEBHOOK_DELIVERED("webhook.delivered", "webhook"),
  RUNNER_DOCKER("runner.docker", "docker"),
  RUNNER_EXEC("runner.exec", "exec"),
  STATUS_REPORTED("status.reported", "status");

  private final String id;
  private final String label;

  CheckId(String id, String label) {
    this.id = id;
    this.label = label;
  }

  /** The stable id, used in text, JSON, JUnit XML, {@code explain} and the manual. */
  public String id() {
    return id;
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
