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
import java.util.List;
import java.util.Optional;

/**
 * What this program wants of Gitea, part by part. Each method that changes something is exactly one
 * effect: one request that is sent once. All methods throw {@link
 * dev.giteadrone.model.result.Failure}: UNREACHABLE for transport and server errors that did not go
 * away, NOT_AUTHORISED for 401 and 403, FAILED for anything else that was not expected.
 */
public interface Gitea {
  /** Whether it is there, and what it says about itself. */
  Instance instance();

  /** Looks for users, creates and changes them. */
  Users users();

  /** Lists, creates and deletes access tokens. */
  Tokens tokens();

  /** Lists, creates, changes and probes OAuth2 applications. */
  Apps apps();

  /** Looks for repositories, creates and deletes them, and their webhooks. */
  Repositories repositories();

  /** Commits files, and reads what was reported on a commit. */
  Commits commits();

  /** Does in a browser's place what the API cannot do. */
  Forms forms();

  /** The instance as a whole. */
  interface Instance {
    /**
     * One look at {@code /api/healthz}; does not throw for a server that is not there.
     *
     * @throws dev.giteadrone.model.result.Failure if the server's certificate is not to be trusted
     */
    GiteaState state();

    /** The version, such as {@code 1.26.0}. */
    String version(Credential credential);

    /**
     * ROOT_URL without its final slash, as the OpenID configuration's {@code issuer} has it; empty
     * if not published.
     */
    Optional<URI> rootUrl();
  }

  /** Users. */
  interface Users {
    /** Who {@code credential} is. */
    SignIn signIn(Credential credential);

    /**
     * The user of this name; empty on a successful 404. Anonymous look-ups cannot tell private from
     * missing.
     */
    Optional<GiteaUser> find(Credential credential, String username);

    /** How many users this credential can see. */
    long count(Credential credential);

    /**
     * Creates an ordinary, active user that need not change its password.
     *
     * @return false if the name is taken
     * @throws NoEffectFailure if Gitea refuses it
     */
    boolean create(Credential admin, String username, String email, Secret password);

    /** Makes a user an administrator. */
    void makeAdmin(Credential admin, String username);

    /**
     * Sets a user's password and drops must-change.
     *
     * @throws NoEffectFailure if Gitea refuses it
     */
    void setPassword(Credential admin, String username, Secret password);
  }

  /** Access tokens. Their end points take a password only; a token is answered 401. */
  interface Tokens {
    /** The names of a user's access tokens, over all pages. */
    List<String> names(Credential.Basic user);

    /**
     * Creates an access token; Gitea shows it only now.
     *
     * @throws NoEffectFailure if Gitea refuses it
     */
    Secret create(Credential.Basic user, String name, List<String> scopes);

    /** Deletes an access token by name; one that is not there is fine. */
    void delete(Credential.Basic user, String name);
  }

  /** OAuth2 applications of the credential's user. */
  interface Apps {
    /** Every application of the owner, over all pages. */
    List<OAuthApp> all(Credential owner);

    /** Creates a confidential application. */
    MintedApp create(Credential owner, String name, String redirectUri);

    /** PATCHes an application to what {@code wanted} says, which creates a new secret. */
    MintedApp mintSecret(Credential owner, OAuthApp wanted);

    /** Deletes an application; one that is not there is fine. */
    void delete(Credential owner, long id);

    /**
     * Asks the token end point with a bogus code, which changes nothing. A public client is {@code
     * RIGHT} with any secret: {@code RIGHT} with an empty one tells that it is public. Gitea
     * compares redirect URIs without case and without a final slash (both seen on 1.26).
     */
    ClientProbe probe(String clientId, Secret clientSecret, String redirectUri);
  }

  /** Repositories and their webhooks. */
  interface Repositories {
    /** A repository; empty on a successful 404. */
    Optional<Repository> find(Credential credential, String owner, String name);

    /** Creates a private repository of the credential's user, with a first commit. */
    Repository create(Credential owner, String name, String description);

    /** Deletes a repository; one that is not there is fine. */
    void delete(Credential owner, String ownerName, String name);

    /** A repository's webhooks. */
    List<Webhook> webhooks(Credential owner, Repository repository);

    /** Deletes a webhook; one that is not there is fine. */
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
    /** Looks at the sign-up page without sending anything. */
    SignUpPage signUpPage();

    /**
     * Signs in through the web form, which tells more about a refused password than the API does.
     * It only adds a session.
     */
    WebSignIn signIn(Credential.Basic user);

    /** Signs up through the web form. */
    SignUp signUp(String username, String email, Secret password);

    /**
     * Changes an application through the web form, which keeps its secret.
     *
     * @return false if the form could not be used (a second factor, or a form that we do not know):
     *     nothing was changed
     */
    boolean editApp(Credential.Basic owner, OAuthApp wanted);
  }
}
