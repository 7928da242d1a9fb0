package dev.giteadrone.drone;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What this program needs from Drone, split into parts. All methods but {@link Server#info()} and
 * {@link Server#edition} throw {@link dev.giteadrone.model.result.Failure}, with the same codes as
 * the methods of the Gitea port.
 */
public interface Drone {
  /** Whether the server is up, and which RPC secret it has. */
  Server server();

  /** Reads the OAuth2 client it was started with. */
  Client client();

  /** Logs in through Gitea. */
  Login login();

  /** Reads, syncs and changes the account of a token. */
  Accounts accounts();

  /** Lists repositories, activates and deactivates them. */
  Repositories repositories();

  /** Reads builds. */
  Builds builds();

  /** Closes the idle connections, at the end of a run. */
  default void closeIdle() {}

  /** The running server. */
  interface Server {
    /**
     * Requests {@code /version} once. A server that is down is a value, never an exception.
     *
     * @return if it is running, as if it had the runner API: {@link #edition} tells
     */
    DroneInfo info();

    /**
     * Requests {@code /varz} once, for a server whose {@link #ping} does not show that it is Drone
     * with the runner API. A server that is down is a value, never an exception.
     *
     * @param running the result of {@link #info}
     */
    DroneInfo edition(DroneInfo.Running running);

    /** Sends a ping as a runner does, with this RPC secret. */
    RpcProbe ping(Secret rpcSecret);

    /** How far its clock is ahead of ours, by the answers so far; sends nothing. */
    default Optional<Duration> clockAhead() {
      return Optional.empty();
    }
  }

  /** The OAuth2 client of the running process. */
  interface Client {
    /**
     * The OAuth2 client of the running process, and whether Gitea accepts it; empty if there is no
     * login.
     */
    Optional<LiveClient> look();
  }

  /** The login through a browser. */
  interface Login {
    /** Logs in through Gitea's forms, grants access if asked, and reads the user's API token. */
    DroneLogin as(String username, Secret password);
  }

  /** The account behind an API token. */
  interface Accounts {
    /** The user that a token belongs to; empty if Drone refuses it. */
    Optional<DroneUser> find(Secret token);

    /** What is known about the syncs of an account that has just logged in. */
    AccountSync syncState(Secret token);

    /**
     * Replaces the user's API token {@code token}, which then no longer works. Do not call it while
     * a sync is {@link AccountSync#RUNNING}: at the end of the sync Drone would restore the old
     * token.
     *
     * @return the new token
     */
    Secret rotateToken(Secret token);

    /** Tells Drone to read the user's repositories from Gitea, and waits for it. */
    void sync(Secret token);
  }

  /** Repositories as Drone knows them. */
  interface Repositories {
    /** A repository; empty if Drone has not synced it. */
    Optional<DroneRepository> find(Secret token, String owner, String name);

    /** Every repository Drone knows, over all pages. Needs an administrator's token. */
    List<DroneRepository> all(Secret token);

    /**
     * Tells Drone to create a repository's webhook again. Drone acts as the user who activated the
     * repository, and that user stays the owner. {@link #activate} would make the caller the owner.
     */
    void repair(Secret token, String owner, String name);

    /** Activates a repository, which creates its webhook in Gitea. */
    DroneRepository activate(Secret token, String owner, String name);

    /** Deactivates a repository and deletes its builds. The webhook in Gitea stays. */
    void deactivate(Secret token, String owner, String name);
  }

  /** The builds of a repository. */
  interface Builds {
    /** The newest builds, newest first, without their stages. */
    List<Build> newest(Secret token, String owner, String name);

    /** One build with its stages. */
    Build one(Secret token, String owner, String name, long number);
  }
}
