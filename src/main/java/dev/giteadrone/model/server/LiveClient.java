package dev.giteadrone.model.server;

/**
 * The OAuth2 client of the running Drone.
 *
 * @param clientId as its {@code /login} sends it; empty when it has none
 * @param redirectUri as its {@code /login} sends it
 * @param authorizeUrl the authorize page without its query: the Gitea this Drone uses
 * @param probe how Gitea answered Drone for an invalid code
 * @param seen Drone's own words for the probe's outcome
 */
public record LiveClient(
    String clientId, String redirectUri, String authorizeUrl, ClientProbe probe, String seen) {

  /**
   * Whether the client is known. It is not if a sign-in page in front of Drone answers, or Drone
   * does not reach Gitea.
   */
  public boolean told() {
    return clientId.isEmpty()
        ? authorizeUrl.endsWith("/login/oauth/authorize")
        : probe != ClientProbe.UNKNOWN;
  }
}
