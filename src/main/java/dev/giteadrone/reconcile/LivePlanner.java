package dev.giteadrone.reconcile;

import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneInfo;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveClient;
import dev.giteadrone.model.LiveObserved;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.RpcProbe;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.WiringObserved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether the running Drone lacks what the file has, and what of an earlier state goes once
 * it has it.
 */
final class LivePlanner {
  private final Desired desired;
  private final RunOptions options;

  LivePlanner(Desired desired, RunOptions options) {
    this.desired = desired;
    this.options = options;
  }

  /**
   * What to do.
   *
   * @param fresh whether this run made what would be deployed
   */
  Plan plan(WiringObserved seen, boolean fresh) {
    if (seen.live().info() instanceof DroneInfo.Late late) {
      return refusal(ExitCode.UNREACHABLE, LiveChecks.late(desired, late.seen(), ""));
    }
    Optional<OAuthApp> moving = moving(seen);
    List<Lack> lacks = new ArrayList<>(lacks(seen.host(), seen.live()));
    moving.flatMap(app -> address(seen.live())).ifPresent(lacks::add);
    Plan refused = refused(seen, lacks);
    if (!refused.refusals().isEmpty()) {
      return refused;
    }
    List<Step> steps = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (!lacks.isEmpty()) {
      steps.add(new Step.Deploy(desired.deploy().text(), words(lacks), moving.isEmpty()));
      if (seen.live().info() instanceof DroneInfo.Unreachable && !fresh) {
        warnings.add(
            "Drone does not answer, so it is not known whether it has newer secrets than "
                + name(desired.secrets().host().file()));
      }
    }
    moving.ifPresent(app -> steps.add(new Step.AddRedirect(app, redirectUri())));
    settle(seen, moving, !lacks.isEmpty(), steps, warnings);
    return new Plan(Stage.LIVE, steps, List.of(), warnings);
  }

  /** What keeps us from a deploy; without refusals if nothing does. */
  private Plan refused(WiringObserved seen, List<Lack> lacks) {
    if (seen.live().rpc() == RpcProbe.WRONG && !options.allowRotate()) {
      return refusal(ExitCode.CHANGES_PENDING, foreignRpcSecret(desired));
    }
    // Again: Drone may have been away when the stage before looked at it.
    Optional<Plan.Refusal> other =
        options.allowRotate() ? Optional.empty() : WiringPlanner.otherLiveClient(seen);
    if (other.isPresent()) {
      return new Plan(Stage.LIVE, List.of(), List.of(other.get()), List.of());
    }
    return lacks.isEmpty() || !desired.deploy().command().isEmpty()
        ? Plan.of(Stage.LIVE, List.of())
        : refusal(
            ExitCode.DEPLOY_PENDING,
            Problem.of(
                lacks.getFirst().check().id(),
                "looking at the running Drone",
                words(lacks),
                "deploy now, then run gitea-drone bootstrap again"));
  }

  private static Plan refusal(ExitCode exitCode, Problem problem) {
    return new Plan(
        Stage.LIVE, List.of(), List.of(new Plan.Refusal("deploy", exitCode, problem)), List.of());
  }

  /** The file's RPC secret is not Drone's, and Drone's is none that this file ever had. */
  static Problem foreignRpcSecret(Desired desired) {
    String file = name(desired.secrets().host().file());
    return Problem.of(
            CheckId.DRONE_RPC_SECRET.id(),
            "ROTATES: deploying the RPC secret of " + file,
            "the running Drone has another one, which this program did not replace from here",
            "git pull first; if this checkout is the newest, run it again with --allow-rotate")
        .because(
            "it was rotated from another checkout, or somebody edited "
                + file
                + ": runners that have Drone's secret would be cut off");
  }

  /**
   * Our application, if it lacks the wanted redirect URI and Drone does not use that yet: the URI
   * is added after the deploy, so that a mistyped address breaks no login that works.
   */
  private Optional<OAuthApp> moving(WiringObserved seen) {
    return seen.probe() == ClientProbe.WRONG_REDIRECT && !atWantedAddress(seen)
        ? seen.app()
        : Optional.empty();
  }

  private boolean atWantedAddress(WiringObserved seen) {
    return seen.live().sends(seen.host().clientId(), redirectUri());
  }

  private Optional<Lack> address(LiveObserved live) {
    return live.info() instanceof DroneInfo.Running
        ? lack(
            CheckId.DRONE_REDIRECT_URI,
            live.client()
                .map(client ->
                    "it sends the redirect URI " + client.redirectUri() + ", not " + redirectUri())
                .orElse("it has no login, so no redirect URI is seen"))
        : Optional.empty();
  }

  /** What is kept until the running Drone was seen to do without it. */
  private void settle(
      WiringObserved seen,
      Optional<OAuthApp> moving,
      boolean deploys,
      List<Step> steps,
      List<String> warnings) {
    if (options.frozen()) {
      return;
    }
    boolean rpc = deploys || seen.live().rpc() == RpcProbe.RIGHT;
    if (rpc && seen.admin().get(AdminKey.REPLACED_RPC_SECRETS).isPresent()) {
      steps.add(
          new Step.ForgetPending(
              List.of(AdminKey.REPLACED_RPC_SECRETS),
              "the replaced RPC secret goes out of "
                  + name(desired.secrets().admin())
                  + ", once Drone has the new one"));
    }
    boolean movesNow = moving.isPresent();
    boolean moved = !seen.admin().words(AdminKey.PENDING_REDIRECTS).isEmpty();
    boolean live =
        deploys
            || (atWantedAddress(seen)
                && seen.live().client().filter(c -> c.probe() == ClientProbe.RIGHT).isPresent());
    Optional<OAuthApp> app = seen.app();
    if (app.isPresent() && (movesNow || moved) && live) {
      List<String> old =
          movesNow ? replaced(app.get(), seen) : seen.leftRedirects(app.get(), redirectUri());
      if (old.isEmpty() && !moved) {
        return;
      }
      if (old.isEmpty() || seen.formUsable()) {
        steps.add(new Step.DropRedirects(app.get(), old));
      } else {
        warnings.add(
            "redirect URI "
                + String.join(" ", old)
                + " of application "
                + app.get().name()
                + " is no longer needed. Remove it in Gitea's settings: "
                + seen.form().orElseThrow());
      }
    }
  }

  /** Of several URIs, those that no move of ours recorded are somebody's intention. */
  private List<String> replaced(OAuthApp app, WiringObserved seen) {
    return app.redirectUris().size() == 1
        ? app.redirectUris()
        : seen.leftRedirects(app, redirectUri());
  }

  private String redirectUri() {
    return desired.drone().redirectUri();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * Something that a deploy would bring.
   *
   * @param check the check that fails for it
   * @param words what is there instead
   */
  record Lack(CheckId check, String words) {}

  /** All of it in one line. */
  static String words(List<Lack> lacks) {
    return lacks.stream().map(Lack::words).collect(Collectors.joining("; "));
  }

  /** What the running Drone lacks that a deploy would give it; empty if nothing. */
  static List<Lack> lacks(HostSecrets host, LiveObserved live) {
    List<Lack> lacks = new ArrayList<>();
    if (live.info() instanceof DroneInfo.Unreachable away) {
      lacks.add(new Lack(CheckId.DRONE_READY, "Drone does not answer: " + away.seen()));
      return lacks;
    }
    live.client()
        .map(client -> client(host, client))
        .orElseGet(() -> lack(CheckId.DRONE_CLIENT_ID, "its login leads nowhere"))
        .ifPresent(lacks::add);
    switch (live.rpc()) {
      case WRONG ->
          lacks.add(
              new Lack(CheckId.DRONE_RPC_SECRET, "its RPC secret is another than the file's"));
      case REPLACED ->
          lacks.add(
              new Lack(CheckId.DRONE_RPC_SECRET, "it has the RPC secret from before a rotation"));
      case SERVER_HAS_NONE -> lacks.add(new Lack(CheckId.DRONE_RPC_SECRET, "it has no RPC secret"));
      case RIGHT, NO_RUNNER_API, UNKNOWN -> {}
    }
    if (lacks.isEmpty() && live.deployUndone()) {
      lacks.add(
          new Lack(
              CheckId.DRONE_READY,
              "the last deploy failed: not all units may have been restarted"));
    }
    return lacks;
  }

  private static Optional<Lack> client(HostSecrets host, LiveClient client) {
    String wanted = host.clientId().orElse("");
    if (!client.clientId().equals(wanted)) {
      return lack(
          CheckId.DRONE_CLIENT_ID,
          client.clientId().isEmpty()
              ? "it runs without a client id"
              : "it runs with client "
                  + OAuthApp.shown(client.clientId())
                  + ", the file has "
                  + OAuthApp.shown(wanted));
    }
    return switch (client.probe()) {
      case WRONG_SECRET -> lack(CheckId.DRONE_CLIENT_SECRET, "its client secret is stale");
      case UNKNOWN_CLIENT ->
          lack(CheckId.DRONE_CLIENT_ID, "Gitea does not know its client " + client.clientId());
      // Not what a deploy of the file's secrets would change: verification tells.
      case RIGHT, WRONG_REDIRECT, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Lack> lack(CheckId check, String words) {
    return Optional.of(new Lack(check, words));
  }
}
