package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.OAuthApp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The changes to an application that this program refuses: the reason, and what the operator can
 * do.
 */
final class WiringRefusals {
  private static final Case SILENT =
      Case.of(ProblemId.DRONE_READY, "silent", "what", "found", "silence");
  private static final Case BY_HAND =
      Case.of(ProblemId.DRONE_REDIRECT_URI, "by-hand", "app", "seen", "user", "uri", "adminFile");
  private static final Case FOREIGN_REDIRECT =
      Case.of(ProblemId.DRONE_REDIRECT_URI, "foreign", "client", "uri", "user", "file");
  private static final Case UNSTORED_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "unstored", "name");
  private static final Case SOMEBODYS =
      Case.of(ProblemId.OAUTH_SECRET, "somebodys", "app", "client", "adminFile");
  private static final Case SEVERAL =
      Case.of(ProblemId.OAUTH_APP, "several", "drone", "apps", "file");

  private final Desired desired;
  private final String redirectUri;

  WiringRefusals(Desired desired) {
    this.desired = desired;
    this.redirectUri = desired.drone().redirectUri();
  }

  /**
   * The refusal while Drone does not answer. It may have the secret that a rotation would replace;
   * no answer does not mean that there is none.
   */
  static Refusal silentDrone(WiringObserved seen, String found) {
    return silentDrone("secret", "a new client secret", seen, found);
  }

  static Refusal silentDrone(String label, String what, WiringObserved seen, String found) {
    return new Refusal(
        label, SILENT.exit(), SILENT.problem(what, found, seen.live().silence().orElse("")));
  }

  /**
   * The refusal of a change that must be made in a browser. Each change over the API creates a new
   * secret, a change in the browser does not.
   */
  Refusal byHand(OAuthApp app, String why) {
    return new Refusal(
        "app",
        BY_HAND.exit(),
        BY_HAND.problem(
            app.name(), why, desired.gitea().username(), redirectUri, desired.secrets().admin()));
  }

  Problem newRpcSecret() {
    return UNSTORED_RPC.problem(desired.secrets().host().file().getFileName());
  }

  /**
   * The refusal to replace the secret of an application that this checkout did not create. Somebody
   * may have that secret: another run that has not deployed yet, or a checkout that was never
   * committed.
   */
  Refusal somebodys(OAuthApp app) {
    return new Refusal(
        "secret",
        SOMEBODYS.exit(),
        SOMEBODYS.problem(app.name(), app.clientId(), desired.secrets().admin()));
  }

  Refusal foreignRedirect(String clientId) {
    return new Refusal(
        "app",
        FOREIGN_REDIRECT.exit(),
        FOREIGN_REDIRECT.problem(
            clientId, redirectUri, desired.gitea().username(), desired.secrets().host().file()));
  }

  Refusal ambiguous(List<OAuthApp> candidates) {
    String apps =
        candidates.stream()
            .map(app -> app.id() + " (" + app.name() + ", client " + app.clientId() + ")")
            .collect(Collectors.joining(", "));
    return new Refusal(
        "app",
        SEVERAL.exit(),
        SEVERAL.problem(desired.drone().url(), apps, desired.secrets().host().file()));
  }

  /**
   * A warning about an application whose URI differs only by a common mistake. The application is
   * not used.
   */
  Optional<String> similar(WiringObserved seen) {
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
                + ", which is similar to ours; it is not changed");
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
