package dev.giteadrone.model.server;

/**
 * The OAuth2 client that the running Drone is.
 *
 * @param clientId as its {@code /login} sends it; empty when it has none
 * @param redirectUri as its {@code /login} sends it
 * @param authorizeUrl the authorize page without its query: the Gitea this Drone uses
 * @param probe what Gitea said to Drone when Drone came with a bogus code
 * @param seen Drone's own words for the probe's outcome
 */
public record LiveClient(
    String clientId, String redirectUri, String authorizeUrl, ClientProbe probe, String seen) {

  /**
   * Whether it was told which client this is: a sign-in page in front of Drone leads elsewhere, and
   * a Drone that does not reach Gitea learns nothing of its secret.
   */
  public boolean told() {
    return clientId.isEmpty()
        ? authorizeUrl.endsWith("/login/oauth/authorize")
        : probe != ClientProbe.UNKNOWN;
  }
}
