package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.LateDrone;

/** Checks of the running Drone against the file. */
final class LiveChecks {
  private final Desired desired;
  private final WiringObserved seen;

  LiveChecks(Desired desired, WiringObserved seen) {
    this.desired = desired;
    this.seen = seen;
  }

  CheckResult droneReady() {
    return switch (seen.live().info()) {
      case DroneInfo.Running running ->
          passed(CheckId.DRONE_READY, running.version() + " at " + desired.drone().url());
      case DroneInfo.Down down ->
          failed(
              CheckId.DRONE_READY,
              Problem.of(
                  CheckId.DRONE_READY.id(),
                  "checking " + desired.drone().url(),
                  down.seen(),
                  "check that the Drone server runs and that the URL is right"));
      case DroneInfo.Late late ->
          throw new LateFailure(LateDrone.problem(desired, late.seen(), ""), null);
    };
  }

  CheckResult edition() {
    boolean oss = seen.live().info() instanceof DroneInfo.Running running && running.oss();
    return oss
        ? failed(
            CheckId.DRONE_EDITION,
            Problem.of(
                    CheckId.DRONE_EDITION.id(),
                    "checking Drone's edition",
                    "it is the OSS build, which has no runner API: no runner can connect",
                    "install the build without the tag oss (nixpkgs: drone, not drone-oss; tag nolimit)")
                .because("the package was built with the tag oss"))
        : passed(CheckId.DRONE_EDITION, "has the runner API");
  }

  CheckResult clientId() {
    String wanted = seen.host().clientId().orElseThrow();
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    return Drift.otherClient(wanted, live)
        .map(other ->
            failed(
                CheckId.DRONE_CLIENT_ID,
                Problem.of(
                        CheckId.DRONE_CLIENT_ID.id(),
                        "checking the running Drone",
                        other,
                        "deploy, then gitea-drone verify")
                    .because("the unit was not restarted since the file changed")))
        .orElseGet(() ->
            passed(
                CheckId.DRONE_CLIENT_ID,
                "runs with client " + OAuthApp.describe(wanted) + ", as in the file"));
  }

  /** Checks that there is a client id at all, when there is no file to compare it with. */
  CheckResult hasClientId() {
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    return live.isEmpty()
        ? failed(
            CheckId.DRONE_CLIENT_ID,
            Problem.of(
                    CheckId.DRONE_CLIENT_ID.id(),
                    "checking the running Drone",
                    "it runs without a client id",
                    "run gitea-drone bootstrap on the operator's machine")
                .because(
                    "its environment file has none, or it was not restarted after the"
                        + " last change"))
        : passed(CheckId.DRONE_CLIENT_ID, "runs with client " + OAuthApp.describe(live));
  }

  CheckResult clientSecret() {
    LiveClient client = seen.live().client().orElseThrow();
    return switch (client.probe()) {
      case RIGHT, WRONG_REDIRECT ->
          passed(CheckId.DRONE_CLIENT_SECRET, "Gitea accepts the running Drone's");
      case WRONG_SECRET ->
          failed(
              CheckId.DRONE_CLIENT_SECRET,
              Problem.of(
                      CheckId.DRONE_CLIENT_SECRET.id(),
                      "making Drone use its client secret",
                      "Gitea refuses it",
                      "deploy, then gitea-drone verify")
                  .because("the process has an older secret than the file"));
      case UNKNOWN_CLIENT, UNKNOWN ->
          failed(
              CheckId.DRONE_CLIENT_SECRET,
              Problem.of(
                      CheckId.DRONE_CLIENT_SECRET.id(),
                      "making Drone use its client secret",
                      client.seen(),
                      "check Drone's log; on its host, run curl "
                          + desired.gitea().url()
                          + "/api/healthz")
                  .because("Drone cannot reach Gitea, or does not trust its certificate"));
    };
  }

  CheckResult redirectUri() {
    LiveClient client = seen.live().client().orElseThrow();
    String wanted = desired.drone().redirectUri();
    if (!client.redirectUri().equals(wanted)) {
      return failed(
          CheckId.DRONE_REDIRECT_URI,
          Problem.of(
                  CheckId.DRONE_REDIRECT_URI.id(),
                  "checking the running Drone",
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

  CheckResult rpc() {
    return switch (seen.live().rpc()) {
      case RIGHT -> passed(CheckId.DRONE_RPC_SECRET, "Drone accepts the file's");
      case WRONG ->
          rpcFailed("Drone's RPC secret is not the file's", "deploy, then gitea-drone verify");
      case REPLACED ->
          rpcFailed(
              "Drone has the secret from before a rotation", "deploy, then gitea-drone verify");
      case SERVER_HAS_NONE ->
          rpcFailed("Drone has none, so no runner can connect", "deploy, then gitea-drone verify");
      case NO_RUNNER_API, UNKNOWN ->
          rpcFailed(
              "unknown: this Drone has no runner API, or a proxy in front of it answers instead",
              "see drone.edition; make the proxy forward /rpc to Drone, then gitea-drone verify");
    };
  }

  private static CheckResult rpcFailed(String text, String next) {
    return failed(
        CheckId.DRONE_RPC_SECRET,
        Problem.of(CheckId.DRONE_RPC_SECRET.id(), "pinging Drone as a runner does", text, next));
  }
}
