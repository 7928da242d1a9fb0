package dev.giteadrone.model;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the access stage found.
 *
 * @param readyAfter how long Gitea was waited for
 * @param version Gitea's version; empty until a credential may read it
 * @param rootUrl Gitea's ROOT_URL as it publishes it; empty if it publishes none
 * @param admin the admin file
 * @param credential how we are signed in; empty if nothing we have is accepted
 * @param user who we are then
 * @param tokenWorks whether the stored or given token is accepted
 * @param tokenGiven whether the accepted token came from {@code GITEA_TOKEN}
 * @param password what Gitea says to the stored passwords; empty if not asked
 * @param given who {@code GITEA_TOKEN} is; empty if none was given or it is refused
 */
public record AccessObserved(
    Duration readyAfter,
    Optional<String> version,
    Optional<URI> rootUrl,
    Stored<AdminRecord> admin,
    Optional<Credential> credential,
    Optional<GiteaUser> user,
    boolean tokenWorks,
    boolean tokenGiven,
    Optional<PasswordState> password,
    Optional<GiteaUser> given) {

  /** What Gitea says to the stored passwords. */
  public enum PasswordState {
    /** The current one is accepted. */
    CURRENT,
    /** The next one is accepted: an interrupted change. */
    NEXT,
    /** None is accepted. */
    REFUSED,
    /** Right, but it must be changed first. */
    MUST_CHANGE,
    /** Right, but the account is inactive. */
    INACTIVE
  }
}
