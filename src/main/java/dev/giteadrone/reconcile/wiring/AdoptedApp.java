package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.OAuthApp;
import java.util.List;
import java.util.Optional;

/**
 * Describes an application that works, and that this program did not create. It is used as it is:
 * nothing of it changes, and its secret is not rotated.
 */
public final class AdoptedApp {
  private AdoptedApp() {}

  /**
   * Describes the adopted application.
   *
   * @return empty if the application is not adopted: it does not work, must be changed, or was
   *     created by this program
   */
  public static Optional<String> describe(Desired desired, WiringObserved seen) {
    return seen.host()
        .clientId()
        .filter(client -> works(seen) && !isOurs(client, seen))
        .filter(client -> seen.app(client).map(OAuthApp::confidential).orElse(true))
        .map(client -> describe(client, desired, seen));
  }

  private static boolean works(WiringObserved seen) {
    return seen.host().get(Variable.DRONE_GITEA_CLIENT_SECRET).isPresent()
        && seen.probe() == ClientProbe.RIGHT;
  }

  private static boolean isOurs(String client, WiringObserved seen) {
    return seen.admin().createdApps().contains(client)
        || seen.app(client).filter(seen::createdByUs).isPresent();
  }

  private static String describe(String client, Desired desired, WiringObserved seen) {
    Optional<OAuthApp> app = seen.app(client);
    String id = "client " + OAuthApp.describe(client);
    String origin =
        app.isPresent() || seen.access().token().isEmpty()
            ? "not created by this program"
            : "not an application of " + desired.gitea().username();
    return app.map(found -> found.name() + ", ").orElse("")
        + id
        + ", "
        + origin
        + ": kept as it is, its secret is not rotated"
        + app.map(found -> others(found, desired)).orElse("");
  }

  /** Redirect URIs that Drone does not need. Somebody may use them, so they stay. */
  private static String others(OAuthApp app, Desired desired) {
    List<String> others =
        app.redirectUris().stream()
            .filter(uri -> !uri.equals(desired.drone().redirectUri()))
            .toList();
    return others.isEmpty() ? "" : "; it also has the redirect URI " + String.join(" ", others);
  }
}
