package dev.giteadrone.testing;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * A handle on a real Gitea and a real Drone that work together, with a runner, for tests.
 *
 * <pre>{@code
 * try (GiteaDroneServers servers = GiteaDroneServers.start()) {
 *   TestCommit commit =
 *       servers
 *           .createRepository("demo")
 *           .file(".drone.yml", "kind: pipeline\ntype: exec\n...")
 *           .push();
 *   TestBuild build = servers.awaitBuild(commit);
 * }
 * }</pre>
 *
 * <p>With JUnit, {@link WithGiteaDrone} starts and closes them. {@link #attach} returns the same
 * handle for servers that somebody else runs.
 *
 * <p>All methods may be called from any thread. Methods that talk to a server throw {@link
 * dev.giteadrone.errors.GiteaDroneException} if it refuses or cannot be reached. Methods that wait
 * throw {@link dev.giteadrone.errors.WaitTimeoutException} when their time limit has passed. A
 * mistake of the test is an {@link IllegalArgumentException} that names the argument, what is wrong
 * with it, and what helps.
 */
public interface GiteaDroneServers extends AutoCloseable {
  /** Starts servers for this test only, with the exec runner. Takes about two seconds. */
  static GiteaDroneServers start() {
    return builder().start();
  }

  /** Describes servers for this test only, to be started with other options. */
  static ServersBuilder builder() {
    return new ServersBuilder();
  }

  /**
   * Describes servers that somebody else runs.
   *
   * @param giteaUrl Gitea's root URL, such as {@code https://git.example.org}
   * @param droneUrl Drone's root URL
   */
  static AttachBuilder attach(String giteaUrl, String droneUrl) {
    return new AttachBuilder(giteaUrl, droneUrl);
  }

  /** Gitea's root URL, without a slash at its end. */
  URI giteaUrl();

  /** Drone's root URL, without a slash at its end. */
  URI droneUrl();

  /** The administrator of both servers. */
  TestUser admin();

  /**
   * Creates an ordinary user with a random password, and signs it in to Drone, too.
   *
   * @param name the name; on servers that others use, too, the mark of the run is put before it
   * @throws IllegalArgumentException if Gitea has a user of this name, or does not allow it
   */
  TestUser createUser(String name);

  /** The administrator's client for Gitea; {@link TestUser} has those of others. */
  default OkHttpClient giteaClient() {
    return admin().giteaClient();
  }

  /** The administrator's client for Drone. */
  default OkHttpClient droneClient() {
    return admin().droneClient();
  }

  /** A service of Gitea, called as the administrator; see {@link TestUser#gitea}. */
  default <T> T gitea(Class<T> service) {
    return admin().gitea(service);
  }

  /** A service of Drone, called as the administrator; see {@link TestUser#drone}. */
  default <T> T drone(Class<T> service) {
    return admin().drone(service);
  }

  /**
   * Starts the description of a repository.
   *
   * @param name the name; on servers that others use, too, the mark of the run is put before it
   */
  RepositoryBuilder createRepository(String name);

  /** Waits until the build of a push has ended, whatever its status. */
  default TestBuild awaitBuild(TestCommit commit) {
    return commit.repository().awaitBuild(commit);
  }

  /** Waits until the build of a push has ended, at most for this time. */
  default TestBuild awaitBuild(TestCommit commit, Duration limit) {
    return commit.repository().awaitBuild(commit, limit);
  }

  /**
   * A receiver of webhooks that Gitea can call. It is closed together with these servers, unless
   * the test closes it before.
   */
  WebhookReceiver webhooks();

  /**
   * Stops a part. Returns when its process has ended.
   *
   * @throws IllegalArgumentException if these servers have no such part
   * @throws UnsupportedOperationException on servers that somebody else runs
   */
  void stop(ServerPart part);

  /**
   * Starts a part that was stopped, on the same port, and waits until it is ready.
   *
   * @throws IllegalArgumentException if these servers have no such part
   * @throws UnsupportedOperationException on servers that somebody else runs
   */
  void start(ServerPart part);

  /**
   * Saves the state of both servers, for {@link #restore}. They are stopped meanwhile, for a second
   * or two.
   *
   * @throws UnsupportedOperationException on servers that somebody else runs
   */
  ServersSnapshot snapshot();

  /**
   * Restores a saved state. The parts that ran at that time run again, on the same ports. Users and
   * tokens of that time are valid.
   *
   * @throws UnsupportedOperationException on servers that somebody else runs
   */
  void restore(ServersSnapshot snapshot);

  /** The end of a part's log, without secrets; empty on servers that somebody else runs. */
  String logs(ServerPart part);

  /**
   * Access to the relays, which can disturb the connections to the servers.
   *
   * @throws IllegalStateException if the servers were started without a relay
   * @throws UnsupportedOperationException on servers that somebody else runs
   */
  Network network();

  /**
   * The certificate authority behind the servers' certificates, as a PEM file; empty without TLS.
   */
  Optional<java.nio.file.Path> caCertificate();

  /**
   * Stops servers that were started for this handle. On servers that somebody else runs, removes
   * what this handle made: repositories, users and tokens. Afterwards every method that needs the
   * servers, also of their users and repositories, throws an {@link IllegalStateException}.
   *
   * @throws IllegalStateException with what could not be removed
   */
  @Override
  void close();
}
