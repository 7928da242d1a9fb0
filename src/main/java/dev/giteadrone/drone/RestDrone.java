package dev.giteadrone.drone;

import dev.giteadrone.http.Http;
import java.net.URI;

/** {@link Drone} over HTTP, 1.10 and 2.x, as a runner, a browser and an API client see it. */
public record RestDrone(
    Server server,
    Client client,
    Login login,
    Accounts accounts,
    Repositories repositories,
    Builds builds)
    implements Drone {

  /**
   * A client of one Drone.
   *
   * @param drone the connection to it
   * @param giteaUrl the root URL of the Gitea it uses, without a final slash: the only other place
   *     where a login may lead
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
