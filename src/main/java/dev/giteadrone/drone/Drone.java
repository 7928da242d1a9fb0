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
import java.util.List;
import java.util.Optional;

/**
 * What this program wants of Drone, part by part. All methods but {@link Server#info()} throw
 * {@link dev.giteadrone.model.result.Failure}, as those of the Gitea port do.
 */
public interface Drone {
  /** Whether it is there, and which RPC secret it takes. */
  Server server();

  /** Looks at the OAuth2 client it was started with. */
  Client client();

  /** Logs in through Gitea. */
  Login login();

  /** Reads, syncs and changes the account of a token. */
  Accounts accounts();

  /** Lists repositories, activates and deactivates them. */
  Repositories repositories();

  /** Reads builds. */
  Builds builds();

  /** The running server. */
  interface Server {
    /**
     * One look at {@code /version} and {@code /varz}; never throws for a server that is not there.
     */
    DroneInfo info();

    /** A runner's ping. */
    RpcProbe ping(Secret rpcSecret);
  }

  /** The OAuth2 client of the running process. */
  interface Client {
    /**
     * The OAuth2 client the running process has, and what Gitea says to it; empty if there is no
     * login to look at.
     */
    Optional<LiveClient> look();
  }

  /** The login, as a person in a browser does it. */
  interface Login {
    /** Logs in through Gitea's forms, grants access if asked, and fetches the user's API token. */
    DroneLogin as(String username, Secret password);
  }

  /** The account behind an API token. */
  interface Accounts {
    /** Whose token this is; empty if Drone refuses it. */
    Optional<DroneUser> find(Secret token);

    /** Whether an account that has just logged in had read its repositories from Gitea before. */
    AccountSync syncState(Secret token);

    /**
     * Replaces the user's API token, which {@code token} is; it no longer works. Not while a sync
     * is {@link AccountSync#RUNNING}: at its end Drone would bring the old token back.
     *
     * @return the new one
     */
    Secret rotateToken(Secret token);

    /** Has Drone read the user's repositories from Gitea, and waits for it. */
    void sync(Secret token);
  }

  /** Repositories as Drone knows them. */
  interface Repositories {
    /** A repository; empty if Drone has not synced it. */
    Optional<DroneRepository> find(Secret token, String owner, String name);

    /** Every repository Drone knows, over all pages; for an administrator's token only. */
    List<DroneRepository> all(Secret token);

    /**
     * Has Drone create a repository's webhook again, in the name of whoever activated it, who stays
     * its owner; {@link #activate} would make the caller the owner.
     */
    void repair(Secret token, String owner, String name);

    /** Activates a repository, which creates its webhook in Gitea. */
    DroneRepository activate(Secret token, String owner, String name);

    /** Deactivates a repository and forgets its builds; Gitea's webhook stays. */
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
