package dev.giteadrone.drone;

import dev.giteadrone.http.Http;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@link Drone} over HTTP, 1.10 and 2.x, as a runner, a browser and an API client see it. */
public final class RestDrone implements Drone {
  private final LiveServer live;
  private final LiveClientProbe client;
  private final GiteaLogin login;
  private final Accounts accounts;
  private final Repositories repositories;
  private final Builds builds;

  /**
   * A client of one Drone.
   *
   * @param drone the connection to it
   * @param giteaUrl the root URL of the Gitea it uses, without a final slash: the only other place
   *     where a login may lead
   */
  public RestDrone(Http drone, URI giteaUrl) {
    this.live = new LiveServer(drone);
    this.client = new LiveClientProbe(drone);
    this.login = new GiteaLogin(drone, giteaUrl);
    this.accounts = new Accounts(drone);
    this.repositories = new Repositories(drone);
    this.builds = new Builds(drone);
  }

  @Override
  public DroneInfo info() {
    return live.info();
  }

  @Override
  public Optional<LiveClient> liveClient() {
    return client.look();
  }

  @Override
  public RpcProbe ping(Secret rpcSecret) {
    return live.ping(rpcSecret);
  }

  @Override
  public DroneLogin login(String username, Secret password) {
    return login.login(username, password);
  }

  @Override
  public Optional<DroneUser> user(Secret token) {
    return accounts.user(token);
  }

  @Override
  public AccountSync accountSync(Secret token) {
    return accounts.accountSync(token);
  }

  @Override
  public Secret rotateToken(Secret token) {
    return accounts.rotateToken(token);
  }

  @Override
  public void sync(Secret token) {
    accounts.sync(token);
  }

  @Override
  public Optional<DroneRepository> repository(Secret token, String owner, String name) {
    return repositories.find(token, owner, name);
  }

  @Override
  public List<DroneRepository> repositories(Secret token) {
    return repositories.all(token);
  }

  @Override
  public void repair(Secret token, String owner, String name) {
    repositories.repair(token, owner, name);
  }

  @Override
  public DroneRepository activate(Secret token, String owner, String name) {
    return repositories.activate(token, owner, name);
  }

  @Override
  public void deactivate(Secret token, String owner, String name) {
    repositories.deactivate(token, owner, name);
  }

  @Override
  public List<Build> builds(Secret token, String owner, String name) {
    return builds.newest(token, owner, name);
  }

  @Override
  public Build build(Secret token, String owner, String name, long number) {
    return builds.one(token, owner, name, number);
  }
}
