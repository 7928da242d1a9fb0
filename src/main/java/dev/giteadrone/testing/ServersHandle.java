package dev.giteadrone.testing;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.services.drone.RepositoriesApi;
import dev.giteadrone.services.drone.UsersApi;
import dev.giteadrone.testing.internal.Accounts;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.Calls;
import dev.giteadrone.testing.internal.Endpoints;
import dev.giteadrone.testing.internal.HalfMade;
import dev.giteadrone.testing.internal.Lifetime;
import dev.giteadrone.testing.internal.Login;
import dev.giteadrone.testing.internal.Removals;
import dev.giteadrone.testing.internal.RunMark;
import dev.giteadrone.testing.internal.SandboxControl;
import dev.giteadrone.testing.internal.ServerControl;
import dev.giteadrone.testing.internal.UserClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The implementation of the handle. Its server control and its run mark make the difference between
 * own servers and servers that others use.
 */
final class ServersHandle implements GiteaDroneServers {
  private final Endpoints endpoints;
  private final Lifetime lifetime;
  private final ServerControl control;
  private final RunMark mark;
  private final Duration limit;
  private final Accounts accounts;
  private final TestUser admin;
  private final Removals removals = new Removals();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final List<UserClients> clients = new CopyOnWriteArrayList<>();

  /**
   * Creates a handle, and signs the administrator in.
   *
   * @param droneToken of the administrator; if empty, a login gets it
   * @param limit time limit of waits without their own limit
   */
  ServersHandle(
      Endpoints endpoints,
      ServerControl control,
      RunMark mark,
      Duration limit,
      String username,
      Secret password,
      Optional<Secret> droneToken) {
    this.endpoints = endpoints;
    this.lifetime = new Lifetime(endpoints);
    this.control = control;
    this.mark = mark;
    this.limit = limit;
    this.accounts = new Accounts(endpoints);
    Secret drone = droneToken.orElseGet(() -> accounts.droneToken(username, password));
    Secret gitea = accounts.giteaToken(username, password, mark.tokenName());
    if (mark.inNames()) {
      removals.add(
          "the access token " + mark.tokenName() + " of " + username,
          () -> accounts.deleteGiteaToken(username, password, mark.tokenName()));
    }
    this.admin = user(new Login(username, "", password, gitea, drone));
  }

  @Override
  public URI giteaUrl() {
    return endpoints.gitea();
  }

  @Override
  public URI droneUrl() {
    return endpoints.drone();
  }

  @Override
  public Optional<Path> caCertificate() {
    return endpoints.caCertificate();
  }

  @Override
  public TestUser admin() {
    return admin;
  }

  @Override
  public TestUser createUser(String name) {
    requireOpen();
    String call = "createUser(name)";
    String real = Arguments.userName(call, mark.name(Arguments.given(call, name)));
    return lifetime.creating(() -> createReal(real));
  }

  private TestUser createReal(String real) {
    Secret password = accounts.create(admin.login(), real);
    if (mark.inNames()) {
      removals.add("the user " + real, () -> removeUser(real));
    }
    try {
      return user(accounts.signIn(real, password, mark.tokenName()));
    } catch (RuntimeException e) {
      throw HalfMade.remove(e, "the user " + real + " of Gitea", () -> deleteUser(real));
    }
  }

  @Override
  public RepositoryBuilder createRepository(String name) {
    requireOpen();
    return new RepositoryBuilder(this, Arguments.repositoryName("createRepository(name)", name));
  }

  @Override
  public WebhookReceiver webhooks() {
    return lifetime.creating(() -> {
      // Gitea calls Drone, so it may also call Drone's address.
      WebhookReceiver receiver = new WebhookReceiver(droneUrl().getHost(), limit, this::logTails);
      removals.add("a webhook receiver", receiver::close);
      return receiver;
    });
  }

  @Override
  public void stop(ServerPart part) {
    requireOpen();
    control.stop(part.label());
    closeIdle();
  }

  @Override
  public void start(ServerPart part) {
    requireOpen();
    control.start(part.label());
    closeIdle();
  }

  @Override
  public ServersSnapshot snapshot() {
    requireOpen();
    ServersSnapshot snapshot = new ServersSnapshot(this, control.snapshot());
    closeIdle();
    return snapshot;
  }

  @Override
  public void restore(ServersSnapshot snapshot) {
    requireOpen();
    control.restore(snapshot.of(this));
    closeIdle();
  }

  @Override
  public String logs(ServerPart part) {
    requireOpen();
    return control.log(part.label());
  }

  @Override
  public Network network() {
    requireOpen();
    return new Network(
        control.relay(ServerPart.GITEA.label()).orElseThrow(ServersHandle::noRelay),
        control.relay(ServerPart.DRONE.label()).orElseThrow(ServersHandle::noRelay));
  }

  @Override
  public void close() {
    try {
      if (mark.inNames()) {
        lifetime.beginEnd();
      }
      removals.close();
    } finally {
      lifetime.end();
      control.close();
      closeIdle();
    }
  }

  /**
   * Requires that this handle was not closed.
   *
   * @throws IllegalStateException if it was
   */
  void requireOpen() {
    lifetime.requireOpen();
  }

  /**
   * Creates something that {@link #close} removes.
   *
   * @throws IllegalStateException if this handle was closed
   */
  <T> T creating(Supplier<T> creation) {
    return lifetime.creating(creation);
  }

  /** Whether only this handle uses the servers, so that nobody has changed their settings. */
  boolean isAlone() {
    return !mark.inNames();
  }

  /** Whether a user is one of this handle. */
  boolean has(TestUser user) {
    return clients.contains(user.clients());
  }

  /** The sandbox behind this handle. */
  Sandbox sandbox() {
    if (control instanceof SandboxControl own) {
      return own.sandbox();
    }
    throw new IllegalStateException("these servers are no sandbox of this JVM");
  }

  /** The time limit of waits without their own limit. */
  Duration limit() {
    return limit;
  }

  /** The mark of everything that this handle creates. */
  RunMark mark() {
    return mark;
  }

  /**
   * What a verification of these servers finds now; empty on servers that somebody else runs. Only
   * the first call verifies: where a server is gone, each one would wait for it again.
   */
  String report() {
    return reported.compareAndSet(false, true) ? control.report() : "";
  }

  /** The ends of all logs, without lines for debugging, by the names of the parts. */
  Map<String, String> logTails() {
    Map<String, String> tails = new LinkedHashMap<>();
    control.parts().forEach(part -> tails.put(part, control.importantLog(part)));
    return tails;
  }

  /**
   * Removes a repository when this handle is closed, on servers that others use, too.
   *
   * @param id identifies the repository: another one may have its name by then
   */
  void removeAtEnd(TestUser owner, String name, long id) {
    if (mark.inNames()) {
      removals.add("the repository " + owner + "/" + name, () -> removeRepository(owner, name, id));
    }
  }

  private void removeRepository(TestUser owner, String name, long id) {
    dev.giteadrone.services.gitea.RepositoriesApi gitea =
        owner.gitea(dev.giteadrone.services.gitea.RepositoriesApi.class);
    boolean ours =
        Calls.found(
                "looking for the repository " + name, gitea.getRepository(owner.username(), name))
            .filter(repository -> repository.id() == id)
            .isPresent();
    if (ours) {
      try {
        Calls.delete(
            "removing " + name + " from Drone",
            owner.drone(RepositoriesApi.class).deactivate(owner.username(), name, true));
      } finally {
        // Even if Drone is down: what Gitea does not have is gone after Drone's next sync.
        deleteRepository(owner, name);
      }
    }
  }

  /** Deletes a repository of Gitea. */
  void deleteRepository(TestUser owner, String name) {
    Calls.delete(
        "deleting the repository " + name,
        owner
            .gitea(dev.giteadrone.services.gitea.RepositoriesApi.class)
            .deleteRepository(owner.username(), name));
  }

  private void removeUser(String name) {
    try {
      Calls.delete("removing " + name + " from Drone", drone(UsersApi.class).deleteUser(name));
    } finally {
      // Even if Drone is down: without this user nobody can sign in there.
      deleteUser(name);
    }
  }

  private void deleteUser(String name) {
    Calls.delete(
        "deleting the user " + name,
        gitea(dev.giteadrone.services.gitea.UsersApi.class).deleteUser(name, true));
  }

  private TestUser user(Login login) {
    UserClients made = new UserClients(endpoints, login, lifetime);
    clients.add(made);
    return new TestUser(login, made);
  }

  private void closeIdle() {
    clients.forEach(UserClients::closeIdle);
  }

  private static IllegalStateException noRelay() {
    return new IllegalStateException(
        "these servers have no relay: start them with relay(true), or @WithGiteaDrone(relay = true)");
  }
}
