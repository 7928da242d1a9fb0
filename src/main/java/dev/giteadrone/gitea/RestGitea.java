package dev.giteadrone.gitea;

import dev.giteadrone.http.Http;
import dev.giteadrone.http.Lazy;

/** A real Gitea, over its REST API and, where that is not enough, its web forms. */
public final class RestGitea implements Gitea {
  private final Http http;
  private final Lazy<Instance> instance;
  private final Lazy<Users> users;
  private final Lazy<Tokens> tokens;
  private final Lazy<Apps> apps;
  private final Lazy<Repositories> repositories;
  private final Lazy<Commits> commits;
  private final Lazy<Forms> forms;

  /**
   * Creates the client of one Gitea.
   *
   * @param http the connection; the server's URL may have a path
   */
  public RestGitea(Http http) {
    this.http = http;
    this.instance = new Lazy<>(() -> new RestInstance(http));
    this.users = new Lazy<>(() -> new RestUsers(http));
    this.tokens = new Lazy<>(() -> new RestTokens(http));
    this.apps = new Lazy<>(() -> new RestApps(http));
    this.repositories = new Lazy<>(() -> new RestRepositories(http));
    this.commits = new Lazy<>(() -> new RestCommits(http));
    this.forms = new Lazy<>(() -> new WebForms(http));
  }

  @Override
  public Instance instance() {
    return instance.get();
  }

  @Override
  public Users users() {
    return users.get();
  }

  @Override
  public Tokens tokens() {
    return tokens.get();
  }

  @Override
  public Apps apps() {
    return apps.get();
  }

  @Override
  public Repositories repositories() {
    return repositories.get();
  }

  @Override
  public Commits commits() {
    return commits.get();
  }

  @Override
  public Forms forms() {
    return forms.get();
  }

  @Override
  public void closeIdle() {
    http.closeIdle();
  }
}
