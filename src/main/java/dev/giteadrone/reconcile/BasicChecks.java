package dev.giteadrone.reconcile;

import static dev.giteadrone.model.CheckResult.failed;
import static dev.giteadrone.model.CheckResult.notRun;
import static dev.giteadrone.model.CheckResult.passed;
import static dev.giteadrone.model.CheckResult.warned;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneInfo;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveClient;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Observed;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Variable;
import dev.giteadrone.model.WiringObserved;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be told from what was observed, without asking anything more. */
final class BasicChecks {
  private final Desired desired;
  private final Observed seen;

  BasicChecks(Desired desired, Observed seen) {
    this.desired = desired;
    this.seen = seen;
  }

  void run(Checks checks) {
    checks.run(CheckId.SOPS_DECRYPTS, this::decrypts);
    checks.run(CheckId.SOPS_RECIPIENTS, this::recipients, CheckId.SOPS_DECRYPTS);
    checks.run(
        CheckId.GITEA_READY, () -> passed(CheckId.GITEA_READY, desired.gitea().url() + ", ready"));
    checks.run(CheckId.GITEA_VERSION, this::version);
    checks.run(CheckId.GITEA_ROOT_URL, this::rootUrl);
    checks.run(CheckId.ADMIN_EXISTS, this::adminExists);
    checks.run(CheckId.ADMIN_IS_ADMIN, this::adminIsAdmin, CheckId.ADMIN_EXISTS);
    checks.run(CheckId.SECRETS_COMPLETE, this::complete, CheckId.SOPS_DECRYPTS);
    checks.run(CheckId.OAUTH_APP, this::app, CheckId.SECRETS_COMPLETE);
    checks.run(CheckId.OAUTH_SECRET, this::secret, CheckId.OAUTH_APP);
    checks.run(CheckId.DRONE_READY, this::droneReady);
    checks.run(CheckId.DRONE_EDITION, this::edition, CheckId.DRONE_READY);
    checks.run(
        CheckId.DRONE_CLIENT_ID, this::clientId, CheckId.DRONE_READY, CheckId.SECRETS_COMPLETE);
    checks.run(CheckId.DRONE_CLIENT_SECRET, this::clientSecret, CheckId.DRONE_CLIENT_ID);
    checks.run(CheckId.DRONE_REDIRECT_URI, this::redirectUri, CheckId.DRONE_CLIENT_ID);
    checks.run(
        CheckId.DRONE_RPC_SECRET, this::rpc, CheckId.DRONE_EDITION, CheckId.SECRETS_COMPLETE);
  }

  private CheckResult decrypts() {
    HostSecrets host = seen.files().host().value();
    return seen.files().host().revision().exists()
        ? passed(
            CheckId.SOPS_DECRYPTS,
            name()
                + ": "
                + host.values().size()
                + " of our variables, "
                + host.others()
                + " others")
        : failed(
            CheckId.SOPS_DECRYPTS,
            Problem.of(
                CheckId.SOPS_DECRYPTS.id(),
                "reading " + desired.secrets().host().file(),
                "there is no such file",
                "gitea-drone bootstrap creates it"));
  }

  private CheckResult recipients() {
    int host = seen.files().hostRecipients().size();
    if (seen.files().hostReadsAdminFile()) {
      return failed(
          CheckId.SOPS_RECIPIENTS,
          Problem.of(
                  CheckId.SOPS_RECIPIENTS.id(),
                  "comparing the recipients of the two files",
                  "whoever can decrypt "
                      + name()
                      + " can decrypt "
                      + desired.secrets().admin().getFileName()
                      + ", the host included",
                  "give the admin file a rule of its own in .sops.yaml, first and without the host,"
                      + " then sops updatekeys "
                      + desired.secrets().admin())
              .because("one creation rule covers both files"));
    }
    return host > 1
        ? passed(
            CheckId.SOPS_RECIPIENTS, host + " can decrypt " + name() + ", the admin file has fewer")
        : warned(
            CheckId.SOPS_RECIPIENTS,
            name()
                + " has one recipient: the host decrypts with the operator's own key, or not at all");
  }

  private CheckResult version() {
    return seen.access()
        .version()
        .map(version -> passed(CheckId.GITEA_VERSION, version))
        .orElseGet(() -> notRun(CheckId.GITEA_VERSION, "not signed in"));
  }

  private CheckResult rootUrl() {
    Optional<URI> root = seen.access().rootUrl();
    if (root.isEmpty()) {
      return notRun(CheckId.GITEA_ROOT_URL, "Gitea does not publish it");
    }
    if (sameUrl(root.get().toString(), desired.gitea().url().toString())) {
      return passed(CheckId.GITEA_ROOT_URL, root.get().toString());
    }
    return failed(
        CheckId.GITEA_ROOT_URL,
        Problem.of(
                CheckId.GITEA_ROOT_URL.id(),
                "comparing Gitea's ROOT_URL with gitea.url",
                "Gitea calls itself " + root.get() + ", not " + desired.gitea().url(),
                "set [server] ROOT_URL = "
                    + desired.gitea().url()
                    + "/ in Gitea, or correct gitea.url")
            .because("logins and clones are sent to the URL Gitea calls itself"));
  }

  private CheckResult adminExists() {
    AccessObserved access = seen.access();
    if (access.user().isPresent()) {
      return passed(
          CheckId.ADMIN_EXISTS,
          access.user().get().login()
              + (access.tokenGiven() ? ", by GITEA_TOKEN" : ", by our token"));
    }
    return failed(
        CheckId.ADMIN_EXISTS,
        Problem.of(
            CheckId.ADMIN_EXISTS.id(),
            "signing in as " + desired.gitea().username(),
            access.password().isPresent()
                ? "Gitea refuses what " + desired.secrets().admin() + " holds"
                : "there are no credentials",
            "gitea-drone plan shows what to do"));
  }

  private CheckResult adminIsAdmin() {
    return seen.access().user().orElseThrow().admin()
        ? passed(CheckId.ADMIN_IS_ADMIN, "administrator")
        : failed(
            CheckId.ADMIN_IS_ADMIN,
            Problem.of(
                CheckId.ADMIN_IS_ADMIN.id(),
                "looking at " + desired.gitea().username(),
                "it is an ordinary user",
                "make it an administrator in Gitea's site administration"));
  }

  private CheckResult complete() {
    HostSecrets host = seen.files().host().value();
    List<Variable> missing =
        Arrays.stream(Variable.values()).filter(variable -> host.get(variable).isEmpty()).toList();
    if (missing.isEmpty()) {
      return passed(CheckId.SECRETS_COMPLETE, name() + ": client id, client secret, RPC secret");
    }
    return failed(
        CheckId.SECRETS_COMPLETE,
        Problem.of(
            CheckId.SECRETS_COMPLETE.id(),
            "reading " + desired.secrets().host().file(),
            missing.stream().map(Variable::name).reduce((a, b) -> a + ", " + b).orElseThrow()
                + (missing.size() == 1 ? " is missing" : " are missing"),
            "gitea-drone bootstrap"));
  }

  private CheckResult app() {
    WiringObserved wiring = seen.wiring();
    String clientId = wiring.host().clientId().orElseThrow();
    Optional<OAuthApp> ours = wiring.app(clientId);
    return switch (wiring.probe()) {
      case RIGHT, WRONG_SECRET -> {
        if (ours.isEmpty()) {
          yield passed(
              CheckId.OAUTH_APP, "client " + OAuthApp.shown(clientId) + ", of another owner");
        }
        yield ours.get().confidential()
            ? passed(CheckId.OAUTH_APP, ours.get().name() + ", client " + OAuthApp.shown(clientId))
            : failed(CheckId.OAUTH_APP, publicClient(ours.get()));
      }
      case WRONG_REDIRECT ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                  CheckId.OAUTH_APP.id(),
                  "checking client " + clientId,
                  "the redirect URI " + desired.drone().redirectUri() + " is not registered for it",
                  "gitea-drone bootstrap repairs it, if the application is "
                      + desired.gitea().username()
                      + "'s"));
      case UNKNOWN_CLIENT ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                      CheckId.OAUTH_APP.id(),
                      "checking client " + clientId,
                      "Gitea has no such application",
                      "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate")
                  .because("the application was deleted, or this checkout is stale"));
      case UNKNOWN ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                  CheckId.OAUTH_APP.id(),
                  "checking client " + clientId,
                  "Gitea's answer tells nothing",
                  "check what stands in front of Gitea"));
    };
  }

  private static Problem publicClient(OAuthApp app) {
    return Problem.of(
            CheckId.OAUTH_APP.id(),
            "checking application " + app.name(),
            "it is a public client, and Drone sends no PKCE",
            "gitea-drone bootstrap makes it confidential")
        .because("logins end at /login/error?message=invalid_request");
  }

  private CheckResult secret() {
    return switch (seen.wiring().probe()) {
      case RIGHT -> passed(CheckId.OAUTH_SECRET, "Gitea accepts the file's");
      case WRONG_SECRET, WRONG_REDIRECT, UNKNOWN_CLIENT, UNKNOWN ->
          failed(
              CheckId.OAUTH_SECRET,
              Problem.of(
                      CheckId.OAUTH_SECRET.id(),
                      "checking the file's client secret",
                      "Gitea refuses it",
                      "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate")
                  .because(
                      "somebody edited the application over the API, or this checkout is stale"));
    };
  }

  private CheckResult droneReady() {
    return switch (seen.live().info()) {
      case DroneInfo.Running running ->
          passed(CheckId.DRONE_READY, running.version() + " at " + desired.drone().url());
      case DroneInfo.Unreachable(String text) ->
          failed(
              CheckId.DRONE_READY,
              Problem.of(
                  CheckId.DRONE_READY.id(),
                  "looking at " + desired.drone().url(),
                  text,
                  "check that the Drone server runs and that the URL is right"));
    };
  }

  private CheckResult edition() {
    boolean oss = seen.live().info() instanceof DroneInfo.Running running && running.oss();
    return oss
        ? failed(
            CheckId.DRONE_EDITION,
            Problem.of(
                    CheckId.DRONE_EDITION.id(),
                    "looking at Drone's edition",
                    "it is the OSS build, which has no runner API at all: no runner can ever connect",
                    "install the build without the tag oss (nixpkgs: drone, not drone-oss; tag nolimit)")
                .because("the package was built with the tag oss"))
        : passed(CheckId.DRONE_EDITION, "has the runner API");
  }

  private CheckResult clientId() {
    String wanted = seen.wiring().host().clientId().orElseThrow();
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    return live.equals(wanted)
        ? passed(
            CheckId.DRONE_CLIENT_ID,
            "runs with client " + OAuthApp.shown(wanted) + ", as in the file")
        : failed(
            CheckId.DRONE_CLIENT_ID,
            Problem.of(
                    CheckId.DRONE_CLIENT_ID.id(),
                    "looking at the running Drone",
                    live.isEmpty()
                        ? "it runs without a client id"
                        : "it runs with client "
                            + OAuthApp.shown(live)
                            + ", the file has "
                            + OAuthApp.shown(wanted),
                    "deploy, then gitea-drone verify")
                .because("the unit was not restarted since the file changed"));
  }

  private CheckResult clientSecret() {
    LiveClient client = seen.live().client().orElseThrow();
    return switch (client.probe()) {
      case RIGHT, WRONG_REDIRECT ->
          passed(CheckId.DRONE_CLIENT_SECRET, "Gitea accepts the running Drone's");
      case WRONG_SECRET ->
          failed(
              CheckId.DRONE_CLIENT_SECRET,
              Problem.of(
                      CheckId.DRONE_CLIENT_SECRET.id(),
                      "having Drone use its client secret",
                      "Gitea refuses it",
                      "deploy, then gitea-drone verify")
                  .because("the process runs with an older secret than the file's"));
      case UNKNOWN_CLIENT, UNKNOWN ->
          failed(
              CheckId.DRONE_CLIENT_SECRET,
              Problem.of(
                      CheckId.DRONE_CLIENT_SECRET.id(),
                      "having Drone use its client secret",
                      client.seen(),
                      "look at Drone's log; from its host, curl "
                          + desired.gitea().url()
                          + "/api/healthz")
                  .because("Drone cannot reach Gitea, or does not trust its certificate"));
    };
  }

  private CheckResult redirectUri() {
    LiveClient client = seen.live().client().orElseThrow();
    String wanted = desired.drone().redirectUri();
    if (!client.redirectUri().equals(wanted)) {
      return failed(
          CheckId.DRONE_REDIRECT_URI,
          Problem.of(
                  CheckId.DRONE_REDIRECT_URI.id(),
                  "looking at the running Drone",
                  "it sends the redirect URI " + client.redirectUri() + ", not " + wanted,
                  "set DRONE_SERVER_PROTO="
                      + desired.drone().url().getScheme()
                      + " and DRONE_SERVER_HOST="
                      + desired.drone().url().getAuthority()
                      + ", and deploy")
              .because("Drone builds it from DRONE_SERVER_PROTO and DRONE_SERVER_HOST"));
    }
    if (!client.authorizeUrl().startsWith(desired.gitea().url() + "/")) {
      return warned(
          CheckId.DRONE_REDIRECT_URI,
          "Drone uses Gitea at "
              + client.authorizeUrl()
              + ", the configuration says "
              + desired.gitea().url());
    }
    return passed(CheckId.DRONE_REDIRECT_URI, wanted);
  }

  private CheckResult rpc() {
    return switch (seen.live().rpc()) {
      case RIGHT -> passed(CheckId.DRONE_RPC_SECRET, "Drone accepts the file's");
      case WRONG -> rpcFailed("Drone has another than the file", "deploy, then gitea-drone verify");
      case SERVER_HAS_NONE ->
          rpcFailed("Drone has none, so no runner can connect", "deploy, then gitea-drone verify");
      case NO_RUNNER_API, UNKNOWN ->
          rpcFailed("nothing could be learned", "see drone.edition and drone.ready");
    };
  }

  private static CheckResult rpcFailed(String text, String next) {
    return failed(
        CheckId.DRONE_RPC_SECRET,
        Problem.of(CheckId.DRONE_RPC_SECRET.id(), "pinging Drone as a runner does", text, next));
  }

  private String name() {
    return String.valueOf(desired.secrets().host().file().getFileName());
  }

  private static boolean sameUrl(String one, String other) {
    return one.replaceFirst("/+$", "").equalsIgnoreCase(other.replaceFirst("/+$", ""));
  }
}
