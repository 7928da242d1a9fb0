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
 * What this program wants of Drone. All methods but {@link #info()} throw {@link
 * dev.giteadrone.model.result.Failure}, as those of the Gitea port do.
 */
public interface Drone {

  /**
   * One look at {@code /version} and {@code /varz}; never throws for a server that is not there.
   */
  DroneInfo info();

  /**
   * The OAuth2 client the running process has, and what Gitea says to it; empty if there is no
   * login to look at.
   */
  Optional<LiveClient> liveClient();

  /** A runner's ping. */
  RpcProbe ping(Secret rpcSecret);

  /** Logs in through Gitea's forms, grants access if asked, and fetches the user's API token. */
  DroneLogin login(String username, Secret password);

  /** Whose token this is; empty if Drone refuses it. */
  Optional<DroneUser> user(Secret token);

  /** Whether an account that has just logged in had read its repositories from Gitea before. */
  AccountSync accountSync(Secret token);

  /**
   * Replaces the user's API token, which {@code token} is; it no longer works. Not while a sync is
   * {@link AccountSync#RUNNING}: at its end Drone would bring the old token back.
   *
   * @return the new one
   */
  Secret rotateToken(Secret token);

  /** Has Drone read the user's repositories from Gitea, and waits for it. */
  void sync(Secret token);

  /** A repository; empty if Drone has not synced it. */
  Optional<DroneRepository> repository(Secret token, String owner, String name);

  /** Every repository Drone knows, over all pages; for an administrator's token only. */
  List<DroneRepository> repositories(Secret token);

  /**
   * Has Drone create a repository's webhook again, in the name of whoever activated it, who stays
   * its owner; {@link #activate} would make the caller the owner.
   */
  void repair(Secret token, String owner, String name);

  /** Activates a repository, which creates its webhook in Gitea. */
  DroneRepository activate(Secret token, String owner, String name);

  /** Deactivates a repository and forgets its builds; Gitea's webhook stays. */
  void deactivate(Secret token, String owner, String name);

  /** The newest builds, newest first, without their stages. */
  List<Build> builds(Secret token, String owner, String name);

  /** One build with its stages. */
  Build build(Secret token, String owner, String name, long number);
}
