package dev.giteadrone.drone;

import dev.giteadrone.http.Http;
import dev.giteadrone.http.Lazy;
import dev.giteadrone.model.secret.SecondFactor;
import java.net.URI;

/**
 * {@link Drone} over HTTP, 1.10 and 2.x. Sends the requests of a runner, a browser and an API
 * client.
 */
public final class RestDrone implements Drone {
  private final Http http;
  private final Lazy<Server> server;
  private final Lazy<Client> client;
  private final Lazy<Login> login;
  private final Lazy<Accounts> accounts;
  private final Lazy<Repositories> repositories;
  private final Lazy<Builds> builds;

  /**
   * Creates the client of one Drone.
   *
   * @param drone the connection to it
   * @param giteaUrl the root URL of the Gitea it uses, without a final slash: the only other place
   *     where a login may redirect to
   */
  public RestDrone(Http drone, URI giteaUrl) {
    this(drone, giteaUrl, SecondFactor.NONE);
  }

  /** The same, with somebody to ask where Gitea wants a second factor for a login. */
  public RestDrone(Http drone, URI giteaUrl, SecondFactor secondFactor) {
    this.http = drone;
    this.server = new Lazy<>(() -> new LiveServer(drone));
    this.client = new Lazy<>(() -> new LiveClientProbe(drone));
    this.login = new Lazy<>(() -> new GiteaLogin(drone, giteaUrl, secondFactor));
    this.accounts = new Lazy<>(() -> new RestAccounts(drone));
    this.repositories = new Lazy<>(() -> new RestRepositories(drone));
    this.builds = new Lazy<>(() -> new RestBuilds(drone));
  }

  @Override
  public Server server() {
    return server.get();
  }

  @Override
  public Client client() {
    return client.get();
  }

  @Override
  public Login login() {
    return login.get();
  }

  @Override
  public Accounts accounts() {
    return accounts.get();
  }

  @Override
  public Repositories repositories() {
    return repositories.get();
  }

  @Override
  public Builds builds() {
    return builds.get();
  }

  @Override
  public void closeIdle() {
    http.closeIdle();
  }
}
