package dev.giteadrone.gitea;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.CommitStatus;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.model.server.WebSignIn;
import dev.giteadrone.model.server.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What this program needs from Gitea, split into parts. Each method that changes something sends
 * exactly one changing request, once. All methods throw {@link
 * dev.giteadrone.model.result.Failure}: UNREACHABLE for transport and server errors that persist,
 * NOT_AUTHORISED for 401 and 403, FAILED for any other unexpected answer.
 */
public interface Gitea {
  /** Whether the server is up, its version and its URL. */
  Instance instance();

  /** Finds, creates and changes users. */
  Users users();

  /** Lists, creates and deletes access tokens. */
  Tokens tokens();

  /** Lists, creates, changes and probes OAuth2 applications. */
  Apps apps();

  /** Finds, creates and deletes repositories, and their webhooks. */
  Repositories repositories();

  /** Commits files, and reads the statuses of a commit. */
  Commits commits();

  /** Uses the web forms for what the API cannot do. */
  Forms forms();

  /** Closes the idle connections, at the end of a run. */
  default void closeIdle() {}

  /** The instance as a whole. */
  interface Instance {
    /**
     * Requests {@code /api/healthz} once. A server that is down is a value, not an exception.
     *
     * @throws dev.giteadrone.model.result.Failure if the server's certificate is not trusted
     */
    GiteaState state();

    /** The version, such as {@code 1.26.0}. */
    String version(Credential credential);

    /**
     * ROOT_URL without its final slash, from the {@code issuer} of the OpenID configuration; empty
     * if not published.
     */
    Optional<URI> rootUrl();

    /** How far its clock is ahead of ours, by the answers so far; sends nothing. */
    default Optional<Duration> clockAhead() {
      return Optional.empty();
    }
  }

  /** Users. */
  interface Users {
    /** The user that {@code credential} belongs to, or why it is refused. */
    SignIn signIn(Credential credential);

    /**
     * Asks once for the user that {@code credential} belongs to.
     *
     * @return empty for every answer but that user, and if there is no answer; never a failure
     */
    Optional<GiteaUser> tryToSignIn(Credential credential);

    /**
     * The user of this name; empty on a 404. Without credentials, a private user looks the same as
     * a missing one.
     */
    Optional<GiteaUser> find(Credential credential, String username);

    /** The number of users that this credential can see. */
    long count(Credential credential);

    /**
     * Creates an ordinary, active user that does not have to change its password.
     *
     * @return false if the name is taken
     * @throws NoEffectFailure if Gitea refuses it
     */
    boolean create(Credential admin, String username, String email, Secret password);

    /** Makes a user an administrator. */
    void makeAdmin(Credential admin, String username);

    /**
     * Sets a user's password and clears its must-change flag.
     *
     * @throws NoEffectFailure if Gitea refuses it
     */
    void setPassword(Credential admin, String username, Secret password);
  }

  /** Access tokens. Their end points accept a password only; a token gets the answer 401. */
  interface Tokens {
    /** The names of a user's access tokens, over all pages. */
    List<String> names(Credential.Basic user);

    /**
     * Creates an access token. Gitea shows its value only in this answer.
     *
     * @throws NoEffectFailure if Gitea refuses it
     */
    Secret create(Credential.Basic user, String name, List<String> scopes);

    /** Deletes an access token by name. It is no error if it does not exist. */
    void delete(Credential.Basic user, String name);
  }

  /** OAuth2 applications of the credential's user. */
  interface Apps {
    /** Every application of the owner, over all pages. */
    List<OAuthApp> all(Credential owner);

    /** Creates a confidential application. */
    MintedApp create(Credential owner, String name, String redirectUri);

    /** Changes an application to {@code wanted} with PATCH, which creates a new secret. */
    MintedApp mintSecret(Credential owner, OAuthApp wanted);

    /** Deletes an application. It is no error if it does not exist. */
    void delete(Credential owner, long id);

    /**
     * Sends an invalid code to the token end point, which changes nothing. For a public client the
     * result is {@code RIGHT} with any secret, so {@code RIGHT} with an empty secret means that the
     * client is public. Gitea ignores case and a final slash when it compares redirect URIs (both
     * seen on 1.26).
     */
    ClientProbe probe(String clientId, Secret clientSecret, String redirectUri);
  }

  /** Repositories and their webhooks. */
  interface Repositories {
    /** A repository; empty on a 404. */
    Optional<Repository> find(Credential credential, String owner, String name);

    /** Creates a private repository of the credential's user, with a first commit. */
    Repository create(Credential owner, String name, String description);

    /** Deletes a repository. It is no error if it does not exist. */
    void delete(Credential owner, String ownerName, String name);

    /** The webhooks of a repository. */
    List<Webhook> webhooks(Credential owner, Repository repository);

    /** Deletes a webhook. It is no error if it does not exist. */
    void deleteWebhook(Credential owner, Repository repository, long id);
  }

  /** Commits of single files on the default branch, and their statuses. */
  interface Commits {
    /**
     * Creates or replaces a file on the default branch with one commit.
     *
     * @return the commit's id
     */
    String create(
        Credential owner, Repository repository, String path, String content, String message);

    /** Whether the default branch has a file there. */
    boolean hasFile(Credential reader, Repository repository, String path);

    /** The statuses reported on a commit, newest first. */
    List<CommitStatus> statuses(Credential credential, Repository repository, String commit);
  }

  /** Gitea's web forms. */
  interface Forms {
    /** Reads the sign-up page without sending a form. */
    SignUpPage signUpPage();

    /**
     * Signs in through the web form. It explains a refused password better than the API does. The
     * only effect is a new session.
     */
    WebSignIn signIn(Credential.Basic user);

    /** Signs up through the web form. */
    SignUp signUp(String username, String email, Secret password);

    /**
     * Changes an application through the web form, which keeps its secret.
     *
     * @return false if the form could not be used (a second factor, or an unknown form): nothing
     *     was changed
     */
    boolean editApp(Credential.Basic owner, OAuthApp wanted);
  }
}
