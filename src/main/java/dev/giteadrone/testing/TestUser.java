package dev.giteadrone.testing;

import dev.giteadrone.testing.internal.Login;
import dev.giteadrone.testing.internal.UserClients;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;

/**
 * A user of both servers, with password, tokens, and clients that act as this user. The text form
 * shows no secret.
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

  /** The e-mail address that Gitea has. */
  public String email() {
    return login.email();
  }

  /** Gitea's password. */
  public String password() {
    return login.password().reveal();
  }

  /** An access token of Gitea that may do everything that the user may do. */
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

  /** The same for Drone. */
  public OkHttpClient droneClient() {
    return clients.drone();
  }

  /**
   * A service of Gitea, called as this user.
   *
   * @param service an interface of {@code dev.giteadrone.services.gitea}, or one of your own for
   *     Retrofit, whose paths are relative to Gitea's root URL
   */
  public <T> T gitea(Class<T> service) {
    return clients.gitea(service);
  }

  /**
   * A service of Drone, called as this user.
   *
   * @param service an interface of {@code dev.giteadrone.services.drone}, or one of your own
   */
  public <T> T drone(Class<T> service) {
    return clients.drone(service);
  }

  /** Does something that no other thread may do for this user meanwhile, such as a sync. */
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
