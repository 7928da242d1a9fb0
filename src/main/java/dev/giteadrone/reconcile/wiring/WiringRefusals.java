package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.OAuthApp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The changes to an application that this program refuses: the reason, and what the operator can
 * do.
 */
final class WiringRefusals {
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
        label,
        ExitCode.UNREACHABLE,
        Problem.of(
                "drone.ready",
                "ROTATES: creating " + what + ", since " + found,
                seen.live().silence().orElse("it is not known which secret Drone has")
                    + "; it may have a valid one",
                "start Drone, or correct drone.url, then run this again; if no Drone has the secret,"
                    + " run it with --allow-rotate")
            .because(
                "Drone may only be slow or stopped; a new secret would stop"
                    + " everything that uses the current one"));
  }

  /**
   * The refusal of a change that must be made in a browser. Each change over the API creates a new
   * secret, a change in the browser does not.
   */
  Refusal byHand(OAuthApp app, String why) {
    return new Refusal(
        "app",
        ExitCode.CHANGES_PENDING,
        Problem.of(
            "drone.redirect-uri",
            "changing application "
                + app.name()
                + " through Gitea's web form, which keeps the secret",
            why,
            "sign in to Gitea as "
                + desired.gitea().username()
                + " in the browser, open Settings, Applications, "
                + app.name()
                + ", add the redirect URI "
                + redirectUri
                + ", check \"confidential client\", save, then run this again; or store the"
                + " password: sops edit "
                + desired.secrets().admin()
                + " (key password); or run it with --allow-rotate, which creates a new secret"));
  }

  Problem newRpcSecret() {
    String file = String.valueOf(desired.secrets().host().file().getFileName());
    return Problem.of(
            CheckId.DRONE_RPC_SECRET.id(),
            "ROTATES: generating a new RPC secret, since " + file + " has none",
            "the running Drone has one",
            "git pull first, or store Drone's DRONE_RPC_SECRET with sops edit;"
                + " otherwise run it again with --allow-rotate")
        .because("runners that have Drone's secret would no longer connect");
  }

  /**
   * The refusal to replace the secret of an application that this checkout did not create. Somebody
   * may have that secret: another run that has not deployed yet, or a checkout that was never
   * committed.
   */
  Refusal somebodys(OAuthApp app) {
    return new Refusal(
        "secret",
        ExitCode.CHANGES_PENDING,
        Problem.of(
                "oauth.secret",
                "ROTATES: creating a new client secret",
                "application "
                    + app.name()
                    + " (client "
                    + app.clientId()
                    + ") exists already, and "
                    + desired.secrets().admin()
                    + " does not say that this program created it from here",
                "if another run is in progress, wait for it and get its files (git"
                    + " pull); if nobody has its secret, run this again with --allow-rotate")
            .because("another run, or another checkout, may have its secret"));
  }

  Problem foreignRedirect(String clientId) {
    return Problem.of(
        "drone.redirect-uri",
        "checking client " + clientId,
        "its application does not have the redirect URI "
            + redirectUri
            + ", and it does not belong to "
            + desired.gitea().username(),
        "have its owner add the URI, or remove both client variables from "
            + desired.secrets().host().file());
  }

  Problem ambiguous(List<OAuthApp> candidates) {
    return Problem.of(
        "oauth.app",
        "finding the application of " + desired.drone().url(),
        "several have its redirect URI: "
            + candidates.stream()
                .map(app -> app.id() + " (" + app.name() + ", client " + app.clientId() + ")")
                .collect(Collectors.joining(", ")),
        "if another run is in progress, wait for it and get its files (git pull);"
            + " otherwise delete all but the right one in Gitea's settings, or put the"
            + " right one's id and secret into "
            + desired.secrets().host().file());
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
