package dev.giteadrone.reconcile.live;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.reconcile.Drift;
import dev.giteadrone.reconcile.ForgetPending;
import dev.giteadrone.reconcile.LateDrone;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.StaleCheckout;
import dev.giteadrone.reconcile.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides whether a deploy is needed, and what is removed of an earlier state after it. */
public final class LivePlanner {
  private static final Case LACKS = Case.of(ProblemId.DEPLOY_PENDING, "lacks", "lacks");

  private final Desired desired;
  private final RunOptions options;

  /** Creates a planner for {@code desired}. */
  public LivePlanner(Desired desired, RunOptions options) {
    this.desired = desired;
    this.options = options;
  }

  /**
   * The plan of the live stage.
   *
   * @param fresh whether this run created the values that would be deployed
   */
  public Plan plan(WiringObserved seen, boolean fresh) {
    if (seen.live().info() instanceof DroneInfo.Late late) {
      return refusal(ExitCode.UNREACHABLE, LateDrone.problem(desired, late.seen(), ""));
    }
    Optional<OAuthApp> moving = moving(seen);
    List<Drift.Lack> lacks = new ArrayList<>(Drift.lacks(seen.host(), seen.live()));
    moving.flatMap(app -> address(seen.live())).ifPresent(lacks::add);
    Plan refused = refused(seen, lacks);
    if (!refused.refusals().isEmpty()) {
      return refused;
    }
    List<Step> steps = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (!lacks.isEmpty()) {
      steps.add(new Deploy(desired.deploy().describe(), Drift.describe(lacks), moving.isEmpty()));
      if (seen.live().info() instanceof DroneInfo.Unreachable && !fresh) {
        warnings.add(
            "Drone does not answer, so it is not known whether it has newer secrets than "
                + name(desired.secrets().host().file()));
      }
    }
    moving.ifPresent(app -> steps.add(new AddRedirect(app, redirectUri())));
    settle(seen, moving, !lacks.isEmpty(), steps, warnings);
    return new Plan(Stage.LIVE, steps, List.of(), warnings);
  }

  /** The reasons against a deploy; a plan without refusals if there are none. */
  private Plan refused(WiringObserved seen, List<Drift.Lack> lacks) {
    if (seen.live().rpc() == RpcProbe.WRONG && !options.allowRotate()) {
      return refusal(ExitCode.CHANGES_PENDING, StaleCheckout.foreignRpcSecret(desired));
    }
    // Checked again: Drone may have been down when the stage before observed it.
    Optional<Refusal> other =
        options.allowRotate() ? Optional.empty() : StaleCheckout.otherLiveClient(seen);
    if (other.isPresent()) {
      return Plan.refused(Stage.LIVE, other.get());
    }
    return lacks.isEmpty() || !desired.deploy().command().isEmpty()
        ? Plan.of(Stage.LIVE, List.of())
        : refusal(
            LACKS.exit(), LACKS.problemAs(lacks.getFirst().check().id(), Drift.describe(lacks)));
  }

  private static Plan refusal(ExitCode exitCode, Problem problem) {
    return Plan.refused(Stage.LIVE, new Refusal("deploy", exitCode, problem));
  }

  /**
   * The application of this program, if it lacks the wanted redirect URI and Drone does not use
   * that URI yet. The URI is added after the deploy, so that a mistyped address breaks no login
   * that works.
   */
  private Optional<OAuthApp> moving(WiringObserved seen) {
    return seen.probe() == ClientProbe.WRONG_REDIRECT && !atWantedAddress(seen)
        ? seen.app()
        : Optional.empty();
  }

  private boolean atWantedAddress(WiringObserved seen) {
    return seen.live().sends(seen.host().clientId(), redirectUri());
  }

  private Optional<Drift.Lack> address(LiveObserved live) {
    return live.info() instanceof DroneInfo.Running
        ? Optional.of(
            new Drift.Lack(
                CheckId.DRONE_REDIRECT_URI,
                live.client()
                    .map(client ->
                        "it sends the redirect URI "
                            + client.redirectUri()
                            + ", not "
                            + redirectUri())
                    .orElse("it has no login, so its redirect URI is not known")))
        : Optional.empty();
  }

  /** Plans the removal of values that are kept until the running Drone no longer uses them. */
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
          new ForgetPending(
              List.of(AdminKey.REPLACED_RPC_SECRETS),
              "remove the replaced RPC secret from "
                  + name(desired.secrets().admin())
                  + ", when Drone has the new one"));
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
        steps.add(new DropRedirects(app.get(), old));
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

  /**
   * The URIs that the new one replaces. If there are several, only those count that a move of this
   * program recorded: somebody added the others on purpose.
   */
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
}
