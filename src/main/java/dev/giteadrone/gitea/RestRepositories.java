package dev.giteadrone.gitea;

import dev.giteadrone.gitea.api.RepositoriesApi;
import dev.giteadrone.gitea.api.model.CreateRepoOption;
import dev.giteadrone.gitea.api.model.Hook;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Repositories over the API. */
final class RestRepositories implements Gitea.Repositories {
  private final Http http;
  private final RepositoriesApi api;

  RestRepositories(Http http) {
    this.http = http;
    this.api = http.api(RepositoriesApi.class);
  }

  @Override
  public Optional<Repository> find(Credential credential, String owner, String name) {
    String what = "looking for the repository " + owner + "/" + name;
    Answer<dev.giteadrone.gitea.api.model.Repository> answer =
        http.read(what, () -> api.getRepository(credential, owner, name));
    if (answer.status() == 404 || renamed(answer)) {
      return Optional.empty();
    }
    return Optional.of(repository(http.body(what, answer)));
  }

  /**
   * The old name of a renamed repository redirects to the new one, but a new repository may use the
   * old name.
   */
  private boolean renamed(Answer<?> answer) {
    String location = answer.headers().get("Location");
    if (answer.status() != 301 || location == null) {
      return false;
    }
    HttpUrl root = HttpUrl.get(http.server().url() + "/");
    HttpUrl repositories = Objects.requireNonNull(root.resolve("api/v1/repos/"));
    HttpUrl target = root.resolve(location);
    return target != null
        && target.scheme().equals(root.scheme())
        && target.host().equals(root.host())
        && target.port() == root.port()
        && target.encodedPath().startsWith(repositories.encodedPath());
  }

  @Override
  public Repository create(Credential owner, String name, String description) {
    String what = "creating the repository " + name;
    return repository(
        http.body(
            what,
            http.send(
                what,
                api.createRepository(
                    owner, new CreateRepoOption(name, description, true, true, "main")))));
  }

  @Override
  public void delete(Credential owner, String ownerName, String name) {
    Deletion.send(
        http,
        "deleting the repository " + ownerName + "/" + name,
        api.deleteRepository(owner, ownerName, name));
  }

  @Override
  public List<Webhook> webhooks(Credential owner, Repository repository) {
    return Pages.all(
            http,
            "listing the webhooks of " + repository.slug(),
            (page, limit) ->
                api.listHooks(owner, repository.owner(), repository.name(), page, limit))
        .stream()
        .map(RestRepositories::webhook)
        .toList();
  }

  @Override
  public void deleteWebhook(Credential owner, Repository repository, long id) {
    String what = "deleting webhook " + id + " of " + repository.slug();
    Answer<Void> answer =
        http.send(what, api.deleteHook(owner, repository.owner(), repository.name(), id));
    if (!answer.ok() && answer.status() != 404) {
      throw http.unexpected(what, answer);
    }
  }

  /** Drone's webhook has its secret in the query of its URL. */
  private static Webhook webhook(Hook hook) {
    String url = RestUsers.orEmpty(hook.config() == null ? null : hook.config().get("url"));
    int query = url.indexOf('?');
    return query < 0
        ? new Webhook(hook.id(), url, hook.active())
        : new Webhook(
            hook.id(), url.substring(0, query), hook.active(), digest(url.substring(query)));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static Repository repository(dev.giteadrone.gitea.api.model.Repository repository) {
    return new Repository(
        repository.id(),
        repository.owner().login(),
        repository.name(),
        RestUsers.orEmpty(repository.description()),
        repository.isPrivate(),
        repository.cloneUrl());
  }
}
