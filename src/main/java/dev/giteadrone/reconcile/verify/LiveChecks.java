package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.LateDrone;

/** Checks of the running Drone against the file. */
final class LiveChecks {
  private static final Case DOWN = Case.of(ProblemId.DRONE_READY, "not-running", "url", "seen");
  private static final Case OSS = Case.of(ProblemId.DRONE_EDITION, "oss");
  private static final Case OTHER_CLIENT = Case.of(ProblemId.DRONE_CLIENT_ID, "other", "seen");
  private static final Case NO_CLIENT = Case.of(ProblemId.DRONE_CLIENT_ID, "none");
  private static final Case OLD_SECRET = Case.of(ProblemId.DRONE_CLIENT_SECRET, "old");
  private static final Case NO_GITEA =
      Case.of(ProblemId.DRONE_CLIENT_SECRET, "unreachable", "seen", "gitea");
  private static final Case OTHER_REDIRECT =
      Case.of(ProblemId.DRONE_REDIRECT_URI, "other", "live", "wanted", "proto", "host");
  private static final Case OTHER_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "other");
  private static final Case REPLACED_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "replaced");
  private static final Case NO_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "none");
  private static final Case UNKNOWN_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "unknown");

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
      case DroneInfo.Down down -> throw DOWN.failure(desired.drone().url(), down.seen());
      case DroneInfo.Late late ->
          throw new LateFailure(LateDrone.problem(desired, late.seen(), ""), null);
    };
  }

  CheckResult edition() {
    boolean oss = seen.live().info() instanceof DroneInfo.Running running && running.oss();
    return oss
        ? failed(CheckId.DRONE_EDITION, OSS.problem())
        : passed(CheckId.DRONE_EDITION, "has the runner API");
  }

  CheckResult clientId() {
    String wanted = seen.host().clientId().orElseThrow();
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    return Drift.otherClient(wanted, live)
        .map(other -> failed(CheckId.DRONE_CLIENT_ID, OTHER_CLIENT.problem(other)))
        .orElseGet(() ->
            passed(
                CheckId.DRONE_CLIENT_ID,
                "runs with client " + OAuthApp.describe(wanted) + ", as in the file"));
  }

  /** Checks that there is a client id at all, when there is no file to compare it with. */
  CheckResult hasClientId() {
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    return live.isEmpty()
        ? failed(CheckId.DRONE_CLIENT_ID, NO_CLIENT.problem())
        : passed(CheckId.DRONE_CLIENT_ID, "runs with client " + OAuthApp.describe(live));
  }

  CheckResult clientSecret() {
    LiveClient client = seen.live().client().orElseThrow();
    return switch (client.probe()) {
      case RIGHT, WRONG_REDIRECT ->
          passed(CheckId.DRONE_CLIENT_SECRET, "Gitea accepts the running Drone's");
      case WRONG_SECRET -> failed(CheckId.DRONE_CLIENT_SECRET, OLD_SECRET.problem());
      case UNKNOWN_CLIENT, UNKNOWN ->
          failed(
              CheckId.DRONE_CLIENT_SECRET, NO_GITEA.problem(client.seen(), desired.gitea().url()));
    };
  }

  CheckResult redirectUri() {
    LiveClient client = seen.live().client().orElseThrow();
    String wanted = desired.drone().redirectUri();
    if (!client.redirectUri().equals(wanted)) {
      return failed(
          CheckId.DRONE_REDIRECT_URI,
          OTHER_REDIRECT.problem(
              client.redirectUri(),
              wanted,
              desired.drone().url().getScheme(),
              desired.drone().url().getAuthority()));
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
      case WRONG -> failed(CheckId.DRONE_RPC_SECRET, OTHER_RPC.problem());
      case REPLACED -> failed(CheckId.DRONE_RPC_SECRET, REPLACED_RPC.problem());
      case SERVER_HAS_NONE -> failed(CheckId.DRONE_RPC_SECRET, NO_RPC.problem());
      case NO_RUNNER_API, UNKNOWN -> failed(CheckId.DRONE_RPC_SECRET, UNKNOWN_RPC.problem());
    };
  }
}
