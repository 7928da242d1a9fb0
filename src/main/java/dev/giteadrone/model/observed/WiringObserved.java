package dev.giteadrone.model.observed;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.OAuthApp;
import java.util.List;
import java.util.Optional;

/**
 * What the wiring stage found.
 *
 * @param access who we are in Gitea, and what the files hold
 * @param apps every application of the administrator, over all pages
 * @param probe what Gitea says to the file's secret; UNKNOWN if the file has none to ask about
 * @param probed the client id it was asked with: the file's, or that of the one application with
 *     our redirect URI
 * @param live the running Drone, for telling a stale file from a stale process
 * @param form why Gitea's web form, which keeps a client's secret, cannot be used; empty if it can,
 *     or if nobody needs it
 */
public record WiringObserved(
    AccessObserved access,
    List<OAuthApp> apps,
    ClientProbe probe,
    Optional<String> probed,
    LiveObserved live,
    Optional<String> form) {
  /** Copies the list. */
  public WiringObserved {
    apps = List.copyOf(apps);
  }

  /** What the sops files hold. */
  public FilesObserved files() {
    return access.files();
  }

  /** Our variables in the secrets file. */
  public HostSecrets host() {
    return files().host().value();
  }

  /** The runners' own file, where there is one. */
  public Optional<HostSecrets> runner() {
    return files().runner().map(Stored::value);
  }

  /** What the admin file holds: what is pending, and what we created. */
  public AdminRecord admin() {
    return access.admin();
  }

  /** This observation with a newer state of the running Drone. */
  public WiringObserved withLive(LiveObserved newer) {
    return new WiringObserved(access, apps, probe, probed, newer, form);
  }

  /** The administrator's application with this client id. */
  public Optional<OAuthApp> app(String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  /** The administrator's application with the file's client id. */
  public Optional<OAuthApp> app() {
    return host().clientId().flatMap(this::app);
  }

  /** The random name under which an interrupted run of ours was creating the application. */
  public Optional<String> pendingApp() {
    return admin().text(AdminKey.PENDING_APP);
  }

  /** The client id whose secret an interrupted run was rotating. */
  public Optional<String> pendingRotation() {
    return admin().text(AdminKey.PENDING_ROTATION);
  }

  /** Whether Gitea's web form, which keeps a client's secret, can be used. */
  public boolean formUsable() {
    return form.isEmpty();
  }

  /** Whether the admin file says that this program created the application, or was creating it. */
  public boolean createdByUs(OAuthApp app) {
    return pendingApp().equals(Optional.of(app.name()))
        || admin().createdApps().contains(app.clientId());
  }

  /** Our applications with exactly this redirect URI. */
  public List<OAuthApp> appsFor(String redirectUri) {
    return apps.stream().filter(app -> app.redirectUris().contains(redirectUri)).toList();
  }

  /** The redirect URIs of {@code app} that a move has left and that {@code wanted} replaces. */
  public List<String> leftRedirects(OAuthApp app, String wanted) {
    return admin().words(AdminKey.PENDING_REDIRECTS).stream()
        .filter(uri -> !uri.equals(wanted) && app.redirectUris().contains(uri))
        .toList();
  }
}
