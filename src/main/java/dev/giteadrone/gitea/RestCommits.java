package dev.giteadrone.gitea;

import dev.giteadrone.gitea.api.RepositoriesApi;
import dev.giteadrone.gitea.api.model.ContentsResponse;
import dev.giteadrone.gitea.api.model.CreateFileOptions;
import dev.giteadrone.gitea.api.model.FileResponse;
import dev.giteadrone.gitea.api.model.UpdateFileOptions;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.CommitStatus;
import dev.giteadrone.model.server.Repository;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Commits of single files on the default branch, over the API. */
final class RestCommits implements Gitea.Commits {
  private final Http http;
  private final RepositoriesApi api;

  RestCommits(Http http) {
    this.http = http;
    this.api = http.api(RepositoriesApi.class);
  }

  /**
   * If somebody else commits between the read and the commit, Gitea refuses the commit. Then it is
   * created once more on top of the other one.
   */
  @Override
  public String create(
      Credential owner, Repository repository, String path, String content, String message) {
    String what = "committing " + path + " to " + repository.slug();
    Answer<FileResponse> answer = attempt(owner, repository, path, content, message);
    if (answer.status() == 409 || answer.status() == 422 || answer.status() == 404) {
      answer = attempt(owner, repository, path, content, message);
    }
    return http.body(what, answer).commit().sha();
  }

  @Override
  public boolean hasFile(Credential reader, Repository repository, String path) {
    return blob(reader, repository, encoded(path)).isPresent();
  }

  @Override
  public List<CommitStatus> statuses(Credential credential, Repository repository, String commit) {
    String what = "listing the statuses of a commit of " + repository.slug();
    Answer<List<dev.giteadrone.gitea.api.model.CommitStatus>> answer =
        http.read(
            what,
            () ->
                api.listStatuses(
                    credential, repository.owner(), repository.name(), commit, 1, Pages.SIZE));
    return Pages.list(http, what, answer).stream()
        .sorted((one, other) -> Long.compare(other.id(), one.id()))
        .map(status ->
            new CommitStatus(
                status.context(), status.status(), RestUsers.orEmpty(status.targetUrl())))
        .toList();
  }

  private Answer<FileResponse> attempt(
      Credential owner, Repository repository, String path, String content, String message) {
    String what = "committing " + path + " to " + repository.slug();
    String encodedPath = encoded(path);
    String base64 = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    Optional<String> blob = blob(owner, repository, encodedPath);
    return http.send(
        what,
        blob.isPresent()
            ? api.updateFile(
                owner,
                repository.owner(),
                repository.name(),
                encodedPath,
                new UpdateFileOptions(base64, blob.get(), message, null))
            : api.createFile(
                owner,
                repository.owner(),
                repository.name(),
                encodedPath,
                new CreateFileOptions(base64, message, null)));
  }

  private Optional<String> blob(Credential owner, Repository repository, String encodedPath) {
    String what = "looking for " + encodedPath + " in " + repository.slug();
    Answer<ContentsResponse> answer =
        http.read(
            what,
            () -> api.getFile(owner, repository.owner(), repository.name(), encodedPath, null));
    return answer.status() == 404 ? Optional.empty() : Optional.of(http.body(what, answer).sha());
  }

  private static String encoded(String path) {
    HttpUrl url = new HttpUrl.Builder().scheme("http").host("x").addPathSegments(path).build();
    return url.encodedPath().substring(1);
  }
}
