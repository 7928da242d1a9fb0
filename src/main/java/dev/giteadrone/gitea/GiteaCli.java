package dev.giteadrone.gitea;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.time.Deadline;
import java.util.List;

/**
 * Gitea's own command line, behind the operator's command prefix. No secret is ever an argument of
 * it.
 */
public interface GiteaCli {

  /**
   * Looks for a user ({@code admin user list}).
   *
   * @return unknown where this is not allowed, or fails
   */
  ListedUser look(String username, Deadline deadline);

  /**
   * Creates an administrator with a random password that nobody keeps ({@code admin user create
   * --random-password --must-change-password=false --admin}).
   *
   * @return false if a user of this name exists already
   * @throws NoEffectFailure if it is certain that no user was created: USAGE where the command or
   *     what is asked is wrong, UNREACHABLE or NOT_AUTHORISED where the host is not reached or
   *     refuses
   * @throws dev.giteadrone.model.result.Failure if that is not certain
   */
  boolean createAdmin(String username, String email, Deadline deadline);

  /**
   * Makes an access token ({@code admin user generate-access-token --raw}).
   *
   * @param name must not exist yet
   * @throws NoEffectFailure if it is certain that there is no such token
   */
  Secret generateToken(String username, String name, List<String> scopes, Deadline deadline);
}
