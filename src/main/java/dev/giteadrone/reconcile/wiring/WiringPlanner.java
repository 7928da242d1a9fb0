package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.ForgetPending;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.StaleCheckout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which application to use, whether to repair its redirect URI, and whether its secret may
 * be rotated.
 *
 * <p>A new secret needs no consent only if nobody can have the old one. If Gitea refuses the file's
 * id or secret, or Drone runs with another valid client, this checkout may be outdated. Then the
 * plan refuses, unless {@code --allow-rotate} is given.
 */
public final class WiringPlanner {
  private static final Case NO_ANSWER = Case.of(ProblemId.OAUTH_SECRET, "no-answer", "client");
  private static final Case FOREIGN =
      Case.of(ProblemId.OAUTH_SECRET, "foreign", "client", "file", "user");

  private final Desired desired;
  private final boolean allowRotate;
  private final boolean frozen;
  private final String redirectUri;
  private final WiringRefusals refusals;
  private final RpcPlanner rpc;

  /** Creates a planner for {@code desired}. */
  public WiringPlanner(Desired desired, RunOptions options) {
    this.desired = desired;
    this.allowRotate = options.allowRotate();
    this.frozen = options.frozen();
    this.redirectUri = desired.drone().redirectUri();
    this.refusals = new WiringRefusals(desired);
    this.rpc = new RpcPlanner(desired, options.allowRotate(), refusals);
  }

  /** The plan of the wiring stage. */
  public Plan plan(WiringObserved seen) {
    Draft draft = new Draft();
    boolean complete =
        seen.host().clientId().isPresent()
            && seen.host().get(Variable.DRONE_GITEA_CLIENT_SECRET).isPresent();
    if (complete) {
      // Comes before the pending records are removed: they show that this is a first deploy.
      rpc.plan(seen, complete, draft);
      complete(seen, draft);
    } else {
      incomplete(seen, draft);
      rpc.plan(seen, complete, draft);
    }
    return draft.plan();
  }

  private void complete(WiringObserved seen, Draft draft) {
    String clientId = seen.host().clientId().orElseThrow();
    switch (seen.probe()) {
      case RIGHT -> {
        seen.app(clientId)
            .filter(app -> !app.confidential())
            .ifPresent(app -> repair(app, app.redirectUris(), seen, draft));
        forgetPending(seen, draft);
        otherLiveClient(seen, draft);
      }
      case WRONG_REDIRECT -> {
        seen.app(clientId)
            .ifPresentOrElse(
                app -> redirect(app, seen, draft),
                () -> draft.refusals.add(refusals.foreignRedirect(clientId)));
        forgetPending(seen, draft);
        otherLiveClient(seen, draft);
      }
      case WRONG_SECRET, UNKNOWN_CLIENT -> refusedByGitea(seen, clientId, draft);
      case UNKNOWN ->
          draft.refusals.add(new Refusal("app", NO_ANSWER.exit(), NO_ANSWER.problem(clientId)));
    }
  }

  private void refusedByGitea(WiringObserved seen, String clientId, Draft draft) {
    boolean unknown = seen.probe() == ClientProbe.UNKNOWN_CLIENT;
    String found =
        unknown
            ? "Gitea has no application with the file's client id " + clientId
            : "Gitea refuses the file's secret of client " + clientId;
    Optional<OAuthApp> begun =
        seen.app(clientId).filter(app -> seen.pendingRotation().equals(Optional.of(clientId)));
    if (begun.isPresent() && !allowRotate) {
      resume(begun.get(), seen, found, draft);
      return;
    }
    if (!allowRotate) {
      draft.refusals.add(
          StaleCheckout.rotation(
              found + StaleCheckout.liveWords(seen), unknown ? "app" : "secret"));
      return;
    }
    Optional<OAuthApp> byId = seen.app(clientId);
    if (byId.isPresent()) {
      draft.steps.add(new MintClientSecret(byId.get(), true, found));
    } else if (!unknown) {
      draft.refusals.add(
          new Refusal(
              "app",
              FOREIGN.exit(),
              FOREIGN.problem(
                  clientId, desired.secrets().host().file(), desired.gitea().username())));
    } else {
      fromCandidates(seen, true, found, draft);
    }
  }

  /**
   * Continues a rotation of an earlier run whose new secret was lost in a crash. It continues only
   * if the running Drone has no valid client: then it does not have the new secret either.
   */
  private void resume(OAuthApp app, WiringObserved seen, String found, Draft draft) {
    switch (seen.live().clientState()) {
      case VALID ->
          draft.refusals.add(
              StaleCheckout.rotation(found + StaleCheckout.liveWords(seen), "secret"));
      case UNKNOWN -> draft.refusals.add(WiringRefusals.silentDrone(seen, found));
      case INVALID ->
          draft.steps.add(
              new MintClientSecret(
                  app, true, "an earlier run was interrupted while it rotated the secret"));
    }
  }

  /**
   * Removes the records of work that an earlier run began and that is finished: file and Gitea have
   * the same values.
   */
  private void forgetPending(WiringObserved seen, Draft draft) {
    if (!frozen && seen.pendingRotation().isPresent()) {
      draft.steps.add(
          new ForgetPending(
              List.of(AdminKey.PENDING_ROTATION),
              "the recorded rotation is complete: Gitea accepts the file's secret"));
    }
    if (!frozen && seen.pendingApp().isPresent()) {
      draft.steps.add(
          new ForgetPending(
              List.of(AdminKey.PENDING_APP), "the application is created and in the file"));
    }
  }

  private void incomplete(WiringObserved seen, Draft draft) {
    if (seen.live().holdsValidClient() && !allowRotate) {
      draft.refusals.add(StaleCheckout.elsewhere(noClient(seen), seen));
      return;
    }
    boolean rotates = seen.live().clientState() != LiveObserved.ClientState.INVALID;
    Optional<OAuthApp> named = seen.app();
    if (named.isPresent()) {
      mint(named.get(), rotates, "the file has none", seen, draft);
      return;
    }
    fromCandidates(seen, rotates, "the file has none", draft);
  }

  private String noClient(WiringObserved seen) {
    return seen.files().host().revision().exists()
        ? "the file has no complete client"
        : desired.secrets().host().file() + " is missing";
  }

  /**
   * Plans a new client secret. Refuses if somebody may use the old one, unless this is a first
   * deploy or {@code --allow-rotate} is given.
   */
  private void mint(OAuthApp app, boolean rotates, String why, WiringObserved seen, Draft draft) {
    // The record shows that it was created from this checkout. So this is a first deploy, and
    // nobody has its secret yet.
    boolean first = seen.pendingApp().isPresent() && seen.createdByUs(app);
    if (rotates && !first && !allowRotate) {
      draft.refusals.add(WiringRefusals.silentDrone(seen, noClient(seen)));
    } else {
      draft.steps.add(new MintClientSecret(app, rotates && !first, why));
    }
  }

  private void fromCandidates(WiringObserved seen, boolean rotates, String why, Draft draft) {
    List<OAuthApp> candidates = seen.appsFor(redirectUri);
    if (candidates.size() > 1) {
      draft.refusals.add(refusals.ambiguous(candidates));
    } else if (candidates.isEmpty()
        && seen.host().clientId().isPresent()
        && seen.live().clientState() == LiveObserved.ClientState.UNKNOWN
        && !allowRotate) {
      draft.refusals.add(
          WiringRefusals.silentDrone(seen, "the file has no secret for its client id"));
    } else if (candidates.isEmpty()) {
      refusals.similar(seen).ifPresent(draft.warnings::add);
      draft.steps.add(new CreateApp(desired.drone().appName(), redirectUri));
    } else if (seen.host().clientId().isEmpty() && secretIsOf(candidates.getFirst(), seen)) {
      draft.steps.add(new StoreClientId(candidates.getFirst()));
    } else if (!allowRotate && !seen.createdByUs(candidates.getFirst())) {
      draft.refusals.add(refusals.somebodys(candidates.getFirst()));
    } else {
      mint(candidates.getFirst(), rotates, why, seen, draft);
    }
  }

  private static boolean secretIsOf(OAuthApp app, WiringObserved seen) {
    return app.confidential()
        && seen.probe() == ClientProbe.RIGHT
        && seen.probed().equals(Optional.of(app.clientId()));
  }

  /**
   * If Drone already sends the wanted URI, it is registered now; a single other URI is replaced. If
   * not, the address may be mistyped: {@code LivePlanner} adds it after the deploy and keeps the
   * old one.
   */
  private void redirect(OAuthApp app, WiringObserved seen, Draft draft) {
    boolean droneSendsIt = seen.live().sends(seen.host().clientId(), redirectUri);
    List<String> wanted = new ArrayList<>(app.redirectUris());
    if (droneSendsIt && wanted.size() == 1) {
      // A single URI is wrong. If there are several, somebody added the others on purpose.
      wanted.clear();
    }
    wanted.add(redirectUri);
    if (droneSendsIt || !seen.formUsable()) {
      repair(app, wanted, seen, draft);
    }
  }

  private void repair(OAuthApp app, List<String> redirectUris, WiringObserved seen, Draft draft) {
    if (seen.formUsable()) {
      draft.steps.add(new RepairApp(app, redirectUris, true));
    } else if (allowRotate) {
      draft.steps.add(new RepairApp(app, redirectUris, false));
    } else {
      draft.refusals.add(refusals.byHand(app, seen.form().orElseThrow()));
    }
  }

  private void otherLiveClient(WiringObserved seen, Draft draft) {
    if (!allowRotate) {
      StaleCheckout.otherLiveClient(seen).ifPresent(draft.refusals::add);
    }
  }
}
