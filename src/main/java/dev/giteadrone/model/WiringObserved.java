package dev.giteadrone.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the wiring stage found.
 *
 * @param apps every application of the administrator, over all pages
 * @param host our variables in the secrets file
 * @param probe what Gitea says to the file's secret; UNKNOWN if the file has none to ask about
 * @param probed the client id it was asked with: the file's, or that of the one application with
 *     our redirect URI
 * @param runner the runners' own file, where there is one
 * @param live the running Drone, for telling a stale file from a stale process
 * @param pendingApp the random name under which an interrupted run of ours was creating the
 *     application
 * @param createdApps client ids of the applications that we created
 * @param pendingRotation the client id whose secret an interrupted run was making anew
 * @param formUsable whether we have a password, so that Gitea's web form can be used
 */
public record WiringObserved(
    List<OAuthApp> apps,
    HostSecrets host,
    ClientProbe probe,
    Optional<String> probed,
    Optional<HostSecrets> runner,
    LiveObserved live,
    Optional<String> pendingApp,
    Set<String> createdApps,
    Optional<String> pendingRotation,
    boolean formUsable) {
  /** Copies the collections. */
  public WiringObserved {
    apps = List.copyOf(apps);
    createdApps = Set.copyOf(createdApps);
  }

  /** Our application with this client id. */
  public Optional<OAuthApp> app(String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  /** Whether we know that nobody but us can have had this application's secret. */
  public boolean isOurs(OAuthApp app) {
    return pendingApp.equals(Optional.of(app.name())) || createdApps.contains(app.clientId());
  }

  /** Our applications with exactly this redirect URI. */
  public List<OAuthApp> appsFor(String redirectUri) {
    return apps.stream().filter(app -> app.redirectUris().contains(redirectUri)).toList();
  }
}
