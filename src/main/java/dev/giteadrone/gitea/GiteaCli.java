package dev.giteadrone.gitea;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.time.Deadline;
import java.util.List;

/**
 * Gitea's own command line, started through the operator's command prefix. No secret is ever an
 * argument of it.
 */
public interface GiteaCli {

  /**
   * Finds a user ({@code admin user list}).
   *
   * @return unknown if this is not allowed, or fails
   */
  ListedUser look(String username, Deadline deadline);

  /**
   * Creates an administrator with a random password that nobody stores ({@code admin user create
   * --random-password --must-change-password=false --admin}).
   *
   * @return false if a user of this name exists already
   * @throws NoEffectFailure if it is certain that no user was created: USAGE if the command or its
   *     arguments are wrong, UNREACHABLE or NOT_AUTHORISED if the host is not reached or refuses
   * @throws dev.giteadrone.model.result.Failure if that is not certain
   */
  boolean createAdmin(String username, String email, Deadline deadline);

  /**
   * Creates an access token ({@code admin user generate-access-token --raw}).
   *
   * @param name must not exist yet
   * @throws NoEffectFailure if it is certain that no token was created
   */
  Secret generateToken(String username, String name, List<String> scopes, Deadline deadline);
}
