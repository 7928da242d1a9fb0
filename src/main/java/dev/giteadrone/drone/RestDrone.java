package dev.giteadrone.drone;

import dev.giteadrone.http.Http;
import java.net.URI;

/**
 * {@link Drone} over HTTP, 1.10 and 2.x. Sends the requests of a runner, a browser and an API
 * client.
 */
public record RestDrone(
    Server server,
    Client client,
    Login login,
    Accounts accounts,
    Repositories repositories,
    Builds builds)
    implements Drone {

  /**
   * Creates the client of one Drone.
   *
   * @param drone the connection to it
   * @param giteaUrl the root URL of the Gitea it uses, without a final slash: the only other place
   *     where a login may redirect to
   */
  public RestDrone(Http drone, URI giteaUrl) {
    this(
        new LiveServer(drone),
        new LiveClientProbe(drone),
        new GiteaLogin(drone, giteaUrl),
        new RestAccounts(drone),
        new RestRepositories(drone),
        new RestBuilds(drone));
  }
}
