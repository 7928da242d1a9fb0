package dev.giteadrone.model.result;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can be wrong, in the order of a run. The words of each are in a file of its own, which the
 * package {@code diagnosis} reads. The ids of the checks are among them.
 *
 * <p>An id that ends in {@code .*} stands for a family, such as {@code tool.*} for {@code
 * tool.sops}.
 */
public enum ProblemId {
  SOPS_DECRYPTS("sops.decrypts"),
  SOPS_RECIPIENTS("sops.recipients"),
  SOPS_ENCRYPTED("sops.encrypted"),
  GITEA_READY("gitea.ready"),
  GITEA_VERSION("gitea.version"),
  GITEA_ROOT_URL("gitea.root-url"),
  ADMIN_EXISTS("admin.exists"),
  ADMIN_IS_ADMIN("admin.is-admin"),
  OAUTH_APP("oauth.app"),
  OAUTH_SECRET("oauth.secret"),
  SECRETS_COMPLETE("secrets.complete"),
  DRONE_READY("drone.ready"),
  DRONE_EDITION("drone.edition"),
  DRONE_CLIENT_ID("drone.client-id"),
  DRONE_CLIENT_SECRET("drone.client-secret"),
  DRONE_REDIRECT_URI("drone.redirect-uri"),
  DRONE_RPC_SECRET("drone.rpc-secret"),
  DRONE_LOGIN("drone.login"),
  DRONE_ADMIN("drone.admin"),
  DRONE_SYNC("drone.sync"),
  DRONE_ACTIVATION("drone.activation"),
  WEBHOOK_CREATED("webhook.created"),
  WEBHOOK_DELIVERED("webhook.delivered"),
  RUNNER_DOCKER("runner.docker"),
  RUNNER_EXEC("runner.exec"),
  STATUS_REPORTED("status.reported"),
  CONFIG_FILE("config.file"),
  CONFIG_SYNTAX("config.syntax"),
  CONFIG_GITEA("config.gitea"),
  CONFIG_GITEA_URL("config.gitea.url"),
  CONFIG_GITEA_ADMIN("config.gitea.admin"),
  CONFIG_GITEA_ADMIN_USERNAME("config.gitea.admin.username"),
  CONFIG_GITEA_ADMIN_EMAIL("config.gitea.admin.email"),
  CONFIG_GITEA_ADMIN_CREATE("config.gitea.admin.create"),
  CONFIG_GITEA_ADMIN_CLI("config.gitea.admin.cli"),
  CONFIG_DRONE("config.drone"),
  CONFIG_DRONE_URL("config.drone.url"),
  CONFIG_DRONE_RUNNERS("config.drone.runners"),
  CONFIG_DRONE_OAUTH("config.drone.oauth"),
  CONFIG_DRONE_OAUTH_NAME("config.drone.oauth.name"),
  CONFIG_SECRETS("config.secrets"),
  CONFIG_SECRETS_FILE("config.secrets.file"),
  CONFIG_SECRETS_LAYOUT("config.secrets.layout"),
  CONFIG_SECRETS_KEY("config.secrets.key"),
  CONFIG_SECRETS_ADMIN("config.secrets.admin"),
  CONFIG_SECRETS_HOST("config.secrets.host"),
  CONFIG_SECRETS_RUNNER("config.secrets.runner"),
  CONFIG_SECRETS_RUNNER_FILE("config.secrets.runner.file"),
  CONFIG_SECRETS_RUNNER_LAYOUT("config.secrets.runner.layout"),
  CONFIG_SECRETS_RUNNER_KEY("config.secrets.runner.key"),
  CONFIG_DEPLOY("config.deploy"),
  CONFIG_DEPLOY_COMMAND("config.deploy.command"),
  CONFIG_DEPLOY_PREPARE("config.deploy.prepare"),
  CONFIG_DEPLOY_RESTART("config.deploy.restart"),
  CONFIG_DEPLOY_TIMEOUT("config.deploy.timeout"),
  CONFIG_HTTP("config.http"),
  CONFIG_HTTP_PROXY("config.http.proxy"),
  CONFIG_HTTP_CONNECT_TO("config.http.connect-to"),
  CONFIG_HTTP_HEADERS("config.http.headers"),
  CONFIG_HTTP_CLIENT_CERTIFICATE("config.http.client-certificate"),
  CONFIG_HTTP_CLIENT_CERTIFICATE_CERTIFICATE("config.http.client-certificate.certificate"),
  CONFIG_HTTP_CLIENT_CERTIFICATE_KEY("config.http.client-certificate.key"),
  CONFIG_HTTP_CA("config.http.ca"),
  CONFIG_VERIFY("config.verify"),
  CONFIG_VERIFY_CANARY("config.verify.canary"),
  CONFIG_VERIFY_CANARY_REPOSITORY("config.verify.canary.repository"),
  CONFIG_VERIFY_CANARY_IMAGE("config.verify.canary.image"),
  CONFIG_VERIFY_CANARY_CLONE("config.verify.canary.clone"),
  CONFIG_VERIFY_CANARY_PULL("config.verify.canary.pull"),
  CONFIG_VERIFY_CANARY_ARCH("config.verify.canary.arch"),
  CONFIG_GITEA_TOKEN("config.GITEA_TOKEN"),
  CONFIG_DRONE_TOKEN("config.DRONE_TOKEN"),
  CONFIG_CA_CERT("config.ca-cert"),
  SECRETS_FILE("secrets.file"),
  DEPLOY_COMMAND("deploy.command"),
  DEPLOY_PREPARE("deploy.prepare"),
  DEPLOY_RESTART("deploy.restart"),
  DEPLOY_PENDING("deploy.pending"),
  DEPLOY_BRANCH("deploy.branch"),
  DEPLOY_DIRTY("deploy.dirty"),
  DEPLOY_INSIDE("deploy.inside"),
  DEPLOY_STATE("deploy.state"),
  FLEET_HOSTS("fleet.hosts"),
  FLEET_SHARD("fleet.shard"),
  RUN_LOCALE("run.locale"),
  RUN_LOCK("run.lock"),
  RUN_FROZEN("run.frozen"),
  RUN_CONVERGES("run.converges"),
  RUN_INTERRUPTED("run.interrupted"),
  RUN_TIMEOUT("run.timeout"),
  RUN_REPORT("run.report"),
  RUN_STATE("run.state"),
  RUN_DEFECT("run.defect"),
  REPORT_READ("report.read"),
  REPORT_MERGE("report.merge"),
  REPORT_KEPT("report.kept"),
  FLEET_PIPELINE("fleet.pipeline"),
  SANDBOX_FOLDER("sandbox.folder"),
  SANDBOX_SERVERS("sandbox.servers"),
  SANDBOX_USER("sandbox.user"),
  SANDBOX_IMAGE("sandbox.image"),
  SANDBOX_RUNNER("sandbox.runner"),
  SANDBOX_REFERENCE("sandbox.reference"),
  SANDBOX_IPV6("sandbox.ipv6"),
  SANDBOX_PORT("sandbox.port"),
  SANDBOX_NAME("sandbox.name"),
  SANDBOX_FORMAT("sandbox.format"),
  SANDBOX_OPTIONS("sandbox.options"),
  SANDBOX_PROCESS("sandbox.process"),
  SANDBOX_START("sandbox.start"),
  SANDBOX_LOG("sandbox.log"),
  SANDBOX_SECRETS("sandbox.secrets"),
  INIT_ANSWERS("init.answers"),
  INIT_CONFIG("init.config"),
  INIT_RULES("init.rules"),
  INIT_HOST("init.host"),
  INIT_OPERATOR("init.operator"),
  INIT_FILES("init.files"),
  ROTATE_WIRED("rotate.wired"),
  ROTATE("rotate.*"),
  TOOL("tool.*"),
  SANDBOX("sandbox.*"),
  TESTING_ANNOTATION("testing.annotation"),
  TESTING_ATTACH("testing.attach"),
  TESTING_CONTAINER("testing.container"),
  TESTING_DOCKER("testing.docker"),
  TESTING_FOLDER("testing.folder"),
  TESTING_IMAGES("testing.images"),
  TESTING_PROGRAMS("testing.programs"),
  TESTING_REQUEST("testing.request"),
  TESTING_USER("testing.user");

  private final String id;

  ProblemId(String id) {
    this.id = id;
  }

  /** The stable id, used in text, JSON, JUnit XML, {@code explain} and the manual. */
  public String id() {
    return id;
  }

  /** Whether it stands for several ids. */
  public boolean isFamily() {
    return id.endsWith(".*");
  }

  /** The id's part before the first dot, such as {@code drone}. */
  public String subject() {
    return id.substring(0, id.indexOf('.'));
  }

  /** The problem of an id, or of the family that it belongs to. */
  public static Optional<ProblemId> of(String id) {
    return find(id).or(() -> find(id.replaceFirst("\\..*", "") + ".*"));
  }

  /**
   * As {@link #of}, for an id that this program wrote.
   *
   * @throws IllegalArgumentException if there is no such id
   */
  public static ProblemId require(String id) {
    return of(id).orElseThrow(() -> new IllegalArgumentException("no problem has the id " + id));
  }

  private static Optional<ProblemId> find(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
