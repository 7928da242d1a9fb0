package dev.giteadrone.gitea;

import dev.giteadrone.http.Http;
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

/** A real Gitea, over its REST API and, where that is not enough, its web forms. */
public final class RestGitea implements Gitea {
  private final Instance instance;
  private final Users users;
  private final Tokens tokens;
  private final Apps apps;
  private final Repositories repositories;
  private final Commits commits;
  private final Forms forms;

  /**
   * The Gitea at the other end of {@code http}.
   *
   * @param http the server's URL may have a path
   */
  public RestGitea(Http http) {
    this.instance = new Instance(http);
    this.users = new Users(http);
    this.tokens = new Tokens(http);
    this.apps = new Apps(http);
    this.repositories = new Repositories(http);
    this.commits = new Commits(http);
    this.forms = new Forms(http);
  }

  @Override
  public GiteaState state() {
    return instance.state();
  }

  @Override
  public String version(Credential credential) {
    return instance.version(credential);
  }

  @Override
  public Optional<URI> rootUrl() {
    return instance.rootUrl();
  }

  @Override
  public SignIn signIn(Credential credential) {
    return users.signIn(credential);
  }

  @Override
  public Optional<GiteaUser> user(Credential credential, String username) {
    return users.user(credential, username);
  }

  @Override
  public long userCount(Credential credential) {
    return users.count(credential);
  }

  @Override
  public boolean createUser(Credential admin, String username, String email, Secret password) {
    return users.create(admin, username, email, password);
  }

  @Override
  public void makeAdmin(Credential admin, String username) {
    users.makeAdmin(admin, username);
  }

  @Override
  public void setPassword(Credential admin, String username, Secret password) {
    users.setPassword(admin, username, password);
  }

  @Override
  public SignUpPage signUpPage() {
    return forms.signUpPage();
  }

  @Override
  public WebSignIn signInByForm(Credential.Basic user) {
    return forms.signIn(user);
  }

  @Override
  public SignUp signUp(String username, String email, Secret password) {
    return forms.signUp(username, email, password);
  }

  @Override
  public List<String> tokenNames(Credential.Basic user) {
    return tokens.names(user);
  }

  @Override
  public Secret createToken(Credential.Basic user, String name, List<String> scopes) {
    return tokens.create(user, name, scopes);
  }

  @Override
  public void deleteToken(Credential.Basic user, String name) {
    tokens.delete(user, name);
  }

  @Override
  public List<OAuthApp> apps(Credential owner) {
    return apps.all(owner);
  }

  @Override
  public MintedApp createApp(Credential owner, String name, String redirectUri) {
    return apps.create(owner, name, redirectUri);
  }

  @Override
  public MintedApp mintSecret(Credential owner, OAuthApp wanted) {
    return apps.mint(owner, wanted);
  }

  @Override
  public void deleteApp(Credential owner, long id) {
    apps.delete(owner, id);
  }

  @Override
  public boolean editAppByForm(Credential.Basic owner, OAuthApp wanted) {
    return forms.edit(owner, wanted);
  }

  @Override
  public ClientProbe probe(String clientId, Secret clientSecret, String redirectUri) {
    return apps.probe(clientId, clientSecret, redirectUri);
  }

  @Override
  public Optional<Repository> repository(Credential credential, String owner, String name) {
    return repositories.find(credential, owner, name);
  }

  @Override
  public Repository createRepository(Credential owner, String name, String description) {
    return repositories.create(owner, name, description);
  }

  @Override
  public void deleteRepository(Credential owner, String ownerName, String name) {
    repositories.delete(owner, ownerName, name);
  }

  @Override
  public String commitFile(
      Credential owner, Repository repository, String path, String content, String message) {
    return commits.commit(owner, repository, path, content, message);
  }

  @Override
  public boolean hasFile(Credential reader, Repository repository, String path) {
    return commits.has(reader, repository, path);
  }

  @Override
  public List<Webhook> webhooks(Credential owner, Repository repository) {
    return repositories.webhooks(owner, repository);
  }

  @Override
  public void deleteWebhook(Credential owner, Repository repository, long id) {
    repositories.deleteWebhook(owner, repository, id);
  }

  @Override
  public List<CommitStatus> statuses(Credential credential, Repository repository, String commit) {
    return repositories.statuses(credential, repository, commit);
  }
}
