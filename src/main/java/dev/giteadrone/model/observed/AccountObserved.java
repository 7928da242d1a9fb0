package dev.giteadrone.model.observed;

import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUpPage;
import java.util.List;
import java.util.Optional;

/**
 * What was observed of the administrator's account apart from credentials, so that the planner does
 * not try what cannot work.
 *
 * @param barred why a token of ours is refused although Gitea knows it: the account is inactive or
 *     prohibited, or must change its password
 * @param listed what Gitea's command line says
 * @param signUp what the sign-up page offers
 * @param strayTokens names of access tokens with our mark that the admin file does not name; empty
 *     if nobody could look
 */
public record AccountObserved(
    Optional<SignIn.Reason> barred,
    ListedUser listed,
    SignUpPage signUp,
    List<String> strayTokens) {
  /** Nothing was read. */
  public static final AccountObserved NOT_ASKED =
      new AccountObserved(Optional.empty(), ListedUser.UNKNOWN, SignUpPage.UNKNOWN, List.of());

  /** Copies the list. */
  public AccountObserved {
    strayTokens = List.copyOf(strayTokens);
  }

  /** This observation with these tokens. */
  public AccountObserved withStrayTokens(List<String> names) {
    return new AccountObserved(barred, listed, signUp, names);
  }
}
