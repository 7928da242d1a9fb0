package dev.giteadrone.model.observed;

import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.GiteaUser;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the access stage found.
 *
 * @param files what the sops files hold, read before
 * @param readyAfter how long it took until Gitea was ready
 * @param version Gitea's version; empty until a credential may read it
 * @param rootUrl Gitea's ROOT_URL as it publishes it; empty if it publishes none
 * @param token the access token that is accepted; empty if there is none
 * @param tokenGiven whether that token came from {@code GITEA_TOKEN}
 * @param user who we are by that token, or else by a password
 * @param password what Gitea says to the stored passwords; empty if there are none or nobody asked
 * @param given who {@code GITEA_TOKEN} is; empty if none was given, nobody asked, or it is refused
 * @param existing the user of the wanted name, as {@code given} or a stranger sees it; empty if
 *     there is none, nobody asked or Gitea does not tell
 * @param users how many users a stranger can see; empty if nobody asked or Gitea does not tell
 * @param account what is seen of the account beside its credentials
 */
public record AccessObserved(
    FilesObserved files,
    Duration readyAfter,
    Optional<String> version,
    Optional<URI> rootUrl,
    Optional<Credential.Token> token,
    boolean tokenGiven,
    Optional<GiteaUser> user,
    Optional<PasswordState> password,
    Optional<GiteaUser> given,
    Optional<GiteaUser> existing,
    OptionalLong users,
    AccountObserved account) {

  /** How Gitea answers to the stored passwords. */
  public enum PasswordState {
    /** The current one is accepted. */
    CURRENT,
    /** The next one is accepted: an interrupted change. */
    NEXT,
    /** None is accepted, not even by the web form. */
    REFUSED,
    /** The API accepts none, and the web form gives no reason. */
    UNTOLD,
    /** Right, but a second factor is required. */
    SECOND_FACTOR,
    /** Right in the web form; the API accepts no passwords. */
    FORM_ONLY,
    /** Right, but it must be changed first. */
    MUST_CHANGE,
    /** Right, but the account is inactive. */
    INACTIVE
  }

  /** What the admin file holds. */
  public AdminRecord admin() {
    return files.admin().value();
  }

  /** This observation with the current files. */
  public AccessObserved withFiles(FilesObserved now) {
    return new AccessObserved(
        now,
        readyAfter,
        version,
        rootUrl,
        token,
        tokenGiven,
        user,
        password,
        given,
        existing,
        users,
        account);
  }

  /** Whether a stored password is accepted. */
  public boolean passwordWorks() {
    return password
        .filter(state -> state == PasswordState.CURRENT || state == PasswordState.NEXT)
        .isPresent();
  }
}
