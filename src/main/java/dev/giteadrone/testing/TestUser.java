package dev.giteadrone.testing;

import dev.giteadrone.testing.internal.Login;
import dev.giteadrone.testing.internal.UserClients;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;

/**
 * A user of both servers, with password, tokens, and clients that act as this user. {@code
 * toString} shows no secret.
 */
public final class TestUser {
  private final Login login;
  private final UserClients clients;
  private final ReentrantLock turn = new ReentrantLock();

  TestUser(Login login, UserClients clients) {
    this.login = login;
    this.clients = clients;
  }

  /** The name, the same on both servers. */
  public String username() {
    return login.username();
  }

  /** The e-mail address in Gitea. */
  public String email() {
    return login.email();
  }

  /** The password in Gitea. */
  public String password() {
    return login.password().reveal();
  }

  /** An access token of Gitea with all rights of the user. */
  public String giteaToken() {
    return login.giteaToken().reveal();
  }

  /** The API token of Drone. */
  public String droneToken() {
    return login.droneToken().reveal();
  }

  /**
   * A client that sends this user's token to Gitea, and trusts Gitea's certificate. It sends the
   * token nowhere else.
   */
  public OkHttpClient giteaClient() {
    return clients.gitea();
  }

  /**
   * A client that sends this user's token to Drone, and trusts Drone's certificate. It sends the
   * token nowhere else.
   */
  public OkHttpClient droneClient() {
    return clients.drone();
  }

  /**
   * A service of Gitea, called as this user.
   *
   * @param service an interface of {@code dev.giteadrone.services.gitea}, or your own Retrofit
   *     interface, whose paths are relative to Gitea's root URL
   */
  public <T> T gitea(Class<T> service) {
    return clients.gitea(service);
  }

  /**
   * A service of Drone, called as this user.
   *
   * @param service an interface of {@code dev.giteadrone.services.drone}, or your own Retrofit
   *     interface
   */
  public <T> T drone(Class<T> service) {
    return clients.drone(service);
  }

  /** Runs an action while no other thread runs one for this user, such as a sync. */
  void inTurn(Runnable action) {
    turn.lock();
    try {
      action.run();
    } finally {
      turn.unlock();
    }
  }

  Login login() {
    return login;
  }

  UserClients clients() {
    return clients;
  }

  @Override
  public String toString() {
    return login.username();
  }
}
