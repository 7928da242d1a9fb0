package dev.giteadrone.gitea;

import dev.giteadrone.http.Http;

/** A real Gitea, over its REST API and, where that is not enough, its web forms. */
public record RestGitea(
    Instance instance,
    Users users,
    Tokens tokens,
    Apps apps,
    Repositories repositories,
    Commits commits,
    Forms forms)
    implements Gitea {

  /**
   * Creates the client of one Gitea.
   *
   * @param http the connection; the server's URL may have a path
   */
  public RestGitea(Http http) {
    this(
        new RestInstance(http),
        new RestUsers(http),
        new RestTokens(http),
        new RestApps(http),
        new RestRepositories(http),
        new RestCommits(http),
        new WebForms(http));
  }
}
