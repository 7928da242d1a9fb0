package dev.giteadrone.reconcile;

import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.LiveClient;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Variable;
import dev.giteadrone.model.WiringObserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides which application is ours and whether its secret may be made anew.
 *
 * <p>Minting is free only where nobody can hold the old secret. If the file has a complete client
 * that Gitea refuses, or the running Drone holds another, valid one, the file may come from a stale
 * checkout: that is refused.
 */
final class WiringPlanner {
  private static final int WEAK = 16;

  private final Desired desired;
  private final boolean allowRotate;
  private final String redirectUri;

  WiringPlanner(Desired desired, RunOptions options) {
    this.desired = desired;
    this.allowRotate = options.allowRotate();
    this.redirectUri = desired.drone().redirectUri();
  }

  private static final class Draft {
    final List<Step> steps = new ArrayList<>();
    final List<Plan.Refusal> refusals = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    Plan plan() {
      return new Plan(Stage.WIRING, steps, refusals, warnings);
    }
  }

  Plan plan(WiringObserved seen) {
    Draft draft = new Draft();
    boolean complete =
        seen.host().clientId().isPresent()
            && seen.host().get(Variable.DRONE_GITEA_CLIENT_SECRET).isPresent();
    Optional<OAuthApp> begun = seen.pendingRotation().flatMap(seen::app);
    if (begun.isPresent()) {
      draft.steps.add(
          new Step.MintClientSecret(
              begun.get(), true, "an earlier run was interrupted while making it anew"));
    } else if (complete) {
      complete(seen, draft);
    } else {
      incomplete(seen, draft);
    }
    rpc(seen, draft);
    return draft.plan();
  }

  private void complete(WiringObserved seen, Draft draft) {
    String clientId = seen.host().clientId().orElseThrow();
    switch (seen.probe()) {
      case RIGHT -> {
        seen.app(clientId)
            .filter(app -> !app.confidential())
            .ifPresent(app -> repair(app, seen, draft));
        otherLiveClient(seen, clientId, draft);
      }
      case WRONG_REDIRECT ->
          seen.app(clientId)
              .ifPresentOrElse(
                  app -> repair(app, seen, draft),
                  () ->
                      draft.refusals.add(
                          new Plan.Refusal("app", ExitCode.FAILED, foreignRedirect(clientId))));
      case WRONG_SECRET, UNKNOWN_CLIENT -> refusedByGitea(seen, clientId, draft);
      case UNKNOWN ->
          draft.refusals.add(
              new Plan.Refusal(
                  "app",
                  ExitCode.FAILED,
                  Problem.of(
                      "oauth.secret",
                      "asking Gitea about client " + clientId,
                      "its answer is none that this program knows",
                      "check the version of Gitea, and what stands in front of it")));
    }
  }

  private void refusedByGitea(WiringObserved seen, String clientId, Draft draft) {
    boolean unknown = seen.probe() == ClientProbe.UNKNOWN_CLIENT;
    String found =
        unknown
            ? "Gitea has no application with the file's client id " + clientId
            : "Gitea refuses the file's secret of client " + clientId;
    if (!allowRotate) {
      draft.refusals.add(rotation(found + liveWords(seen), unknown ? "app" : "secret"));
      return;
    }
    Optional<OAuthApp> byId = seen.app(clientId);
    if (byId.isPresent()) {
      draft.steps.add(new Step.MintClientSecret(byId.get(), true, found));
    } else if (!unknown) {
      draft.refusals.add(
          new Plan.Refusal(
              "app",
              ExitCode.FAILED,
              Problem.of(
                  "oauth.secret",
                  "making a new secret for client " + clientId,
                  "the application belongs to somebody else, and is never changed",
                  "have its owner give you the secret, or remove both client variables from "
                      + desired.secrets().host().file()
                      + " to get an application of "
                      + desired.gitea().username())));
    } else {
      fromCandidates(seen, true, found, draft);
    }
  }

  private void incomplete(WiringObserved seen, Draft draft) {
    if (seen.live().holdsValidClient() && !allowRotate) {
      draft.refusals.add(rotation("the file has no complete client" + liveWords(seen), "secret"));
      return;
    }
    boolean rotates = seen.live().holdsValidClient();
    Optional<OAuthApp> named = seen.host().clientId().flatMap(seen::app);
    if (named.isPresent()) {
      draft.steps.add(new Step.MintClientSecret(named.get(), rotates, "the file has none"));
      return;
    }
    fromCandidates(seen, rotates, "the file has none", draft);
  }

  private void fromCandidates(WiringObserved seen, boolean rotates, String why, Draft draft) {
    List<OAuthApp> candidates = seen.appsFor(redirectUri);
    if (candidates.size() > 1) {
      draft.refusals.add(new Plan.Refusal("app", ExitCode.CHANGES_PENDING, ambiguous(candidates)));
    } else if (candidates.isEmpty()) {
      similar(seen).ifPresent(draft.warnings::add);
      draft.steps.add(new Step.CreateApp(desired.drone().appName(), redirectUri));
    } else if (seen.host().clientId().isEmpty() && secretIsOf(candidates.getFirst(), seen)) {
      draft.steps.add(new Step.StoreClientId(candidates.getFirst()));
    } else if (!allowRotate && !seen.isOurs(candidates.getFirst())) {
      draft.refusals.add(somebodys(candidates.getFirst()));
    } else {
      draft.steps.add(new Step.MintClientSecret(candidates.getFirst(), rotates, why));
    }
  }

  private static boolean secretIsOf(OAuthApp app, WiringObserved seen) {
    return app.confidential()
        && seen.probe() == ClientProbe.RIGHT
        && seen.probed().equals(Optional.of(app.clientId()));
  }

  private void repair(OAuthApp app, WiringObserved seen, Draft draft) {
    if (seen.formUsable()) {
      draft.steps.add(new Step.RepairApp(app, redirectUri, true));
    } else if (allowRotate) {
      draft.steps.add(new Step.RepairApp(app, redirectUri, false));
    } else {
      draft.refusals.add(
          rotation(
              "application "
                  + app.name()
                  + " must be changed, and without the administrator's password only the API is left, which always makes a new secret",
              "app"));
    }
  }

  /**
   * The file's client is valid, but the running Drone has another valid one: deploying could roll a
   * newer one back.
   */
  private void otherLiveClient(WiringObserved seen, String clientId, Draft draft) {
    if (seen.live().holdsValidClient() && !seen.live().runsWith(clientId) && !allowRotate) {
      draft.refusals.add(
          rotation("the file's client " + clientId + " is valid" + liveWords(seen), "secret"));
    }
  }

  private void rpc(WiringObserved seen, Draft draft) {
    Optional<Secret> secret = seen.host().get(Variable.DRONE_RPC_SECRET);
    if (secret.isEmpty()) {
      draft.steps.add(new Step.GenerateRpcSecret(false));
    } else if (secret.get().reveal().length() < WEAK) {
      draft.warnings.add(
          "DRONE_RPC_SECRET is shorter than "
              + WEAK
              + " characters; gitea-drone rotate rpc-secret makes a strong one");
    }
    desired
        .secrets()
        .runner()
        .filter(runner ->
            secret.isEmpty()
                || !seen.runner()
                    .flatMap(file -> file.get(Variable.DRONE_RPC_SECRET))
                    .equals(secret))
        .ifPresent(runner -> draft.steps.add(new Step.CopyRpcSecret(runner.file().toString())));
  }

  private Plan.Refusal rotation(String seen, String label) {
    return new Plan.Refusal(
        label,
        ExitCode.CHANGES_PENDING,
        Problem.of(
                "oauth.secret",
                "ROTATES: making a new client secret",
                seen,
                "git pull first; if this checkout is the newest, run it again with --allow-rotate")
            .because("this checkout may be stale, and a new secret would break what runs"));
  }

  private static String liveWords(WiringObserved seen) {
    if (!seen.live().holdsValidClient()) {
      return "";
    }
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    boolean same = seen.host().clientId().equals(Optional.of(live));
    return same
        ? ", and the running Drone holds a valid one"
        : ", and the running Drone holds another, valid one: client " + live;
  }

  /**
   * Whoever made it may hold its secret: another run that has not deployed yet, or a checkout that
   * was never committed.
   */
  private Plan.Refusal somebodys(OAuthApp app) {
    return new Plan.Refusal(
        "secret",
        ExitCode.CHANGES_PENDING,
        Problem.of(
                "oauth.secret",
                "ROTATES: making a new client secret",
                "application "
                    + app.name()
                    + " (client "
                    + app.clientId()
                    + ") exists already, and "
                    + desired.secrets().admin()
                    + " does not say that this program created it from here",
                "if another run is at work, wait for it and get its files (git pull); if nobody has its secret, run this again with --allow-rotate")
            .because("another run, or another checkout, may hold its secret"));
  }

  private Problem foreignRedirect(String clientId) {
    return Problem.of(
        "drone.redirect-uri",
        "checking client " + clientId,
        "its application does not have the redirect URI "
            + redirectUri
            + ", and it is not "
            + desired.gitea().username()
            + "'s to change",
        "have its owner add the URI, or remove both client variables from "
            + desired.secrets().host().file());
  }

  private Problem ambiguous(List<OAuthApp> candidates) {
    return Problem.of(
        "oauth.app",
        "finding the application of " + desired.drone().url(),
        "several have its redirect URI: "
            + candidates.stream()
                .map(app -> app.id() + " (" + app.name() + ", client " + app.clientId() + ")")
                .collect(Collectors.joining(", ")),
        "if another run is at work, wait for it and get its files (git pull); else delete all but the right one in Gitea's settings, or put the right one's id and secret into "
            + desired.secrets().host().file());
  }

  /** An application whose URI differs only as people get it wrong is worth a word, not a guess. */
  private Optional<String> similar(WiringObserved seen) {
    return seen.apps().stream()
        .filter(app -> app.redirectUris().stream().anyMatch(this::nearly))
        .findFirst()
        .map(app ->
            "application "
                + app.id()
                + " ("
                + app.name()
                + ") has the redirect URI "
                + String.join(" ", app.redirectUris())
                + ", nearly ours; it is left alone");
  }

  private boolean nearly(String uri) {
    return plain(uri).equals(plain(redirectUri));
  }

  private static String plain(String uri) {
    return uri.toLowerCase(java.util.Locale.ROOT)
        .replaceFirst("^https?://", "")
        .replaceFirst("/+$", "");
  }
}
