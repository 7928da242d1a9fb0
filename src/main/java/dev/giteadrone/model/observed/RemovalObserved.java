package dev.giteadrone.model.observed;

import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import java.util.List;
import java.util.Optional;

/**
 * What exists with the marks of this program.
 *
 * @param access who we are in Gitea, and what the files hold
 * @param known whether Gitea could be read at all
 * @param apps applications of the administrator that the admin file says we created
 * @param client the host file's client id, if the admin file says we created it
 * @param canary the canary repository, if it is there with our mark
 * @param canaryTaken whether a repository of its name is there without the mark
 * @param canaryInDrone whether Drone knows that canary
 * @param droneUnknown why Drone could not be asked; empty if it was, or need not be
 * @param allTokens whether all access tokens of this Drone are removed, not only those that the
 *     admin file names
 * @param tokens the access tokens to remove that are still there; empty if nobody could look
 * @param strayTokens others that this program made; empty if nobody could look
 * @param tokensKnown whether a password let us look at the access tokens
 */
public record RemovalObserved(
    AccessObserved access,
    boolean known,
    List<OAuthApp> apps,
    Optional<String> client,
    Optional<Repository> canary,
    boolean canaryTaken,
    boolean canaryInDrone,
    Optional<String> droneUnknown,
    boolean allTokens,
    List<String> tokens,
    List<String> strayTokens,
    boolean tokensKnown) {
  /** Copies the lists. */
  public RemovalObserved {
    apps = List.copyOf(apps);
    tokens = List.copyOf(tokens);
    strayTokens = List.copyOf(strayTokens);
  }

  /** What the admin file holds. */
  public AdminRecord admin() {
    return access.admin();
  }
}
