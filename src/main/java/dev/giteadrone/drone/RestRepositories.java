package dev.giteadrone.drone;

import dev.giteadrone.drone.api.RepositoriesApi;
import dev.giteadrone.drone.api.model.Repository;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories as Drone knows them. */
final class RestRepositories implements Drone.Repositories {
  private static final int PAGE = 100;

  private final Http http;
  private final RepositoriesApi api;

  RestRepositories(Http http) {
    this.http = http;
    this.api = http.api(RepositoriesApi.class);
  }

  @Override
  public Optional<DroneRepository> find(Secret token, String owner, String name) {
    String what = "look at repository " + owner + "/" + name;
    Answer<Repository> answer =
        http.read(what, () -> api.getRepository(new Credential.Bearer(token), owner, name));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(known(http.body(what, answer)));
  }

  @Override
  public List<DroneRepository> all(Secret token) {
    String what = "list all repositories";
    Map<Long, DroneRepository> all = new LinkedHashMap<>();
    for (int page = 1; ; page++) {
      int number = page;
      Answer<List<Repository>> answer =
          http.read(
              what, () -> api.listAllRepositories(new Credential.Bearer(token), number, PAGE));
      List<Repository> some = http.body(what, answer);
      int known = all.size();
      some.forEach(repository -> all.put(repository.id(), known(repository)));
      // A server that ignores the page number returns the same elements again.
      if (some.size() < PAGE || all.size() == known) {
        return List.copyOf(all.values());
      }
    }
  }

  @Override
  public void repair(Secret token, String owner, String name) {
    String what = "create the webhook of repository " + owner + "/" + name + " again";
    Answer<Repository> answer =
        http.send(what, api.repair(new Credential.Bearer(token), owner, name));
    switch (answer.status()) {
      case 404 ->
          throw refused(
              what,
              "Drone or Gitea does not know the repository, or its owner in Drone no"
                  + " longer exists",
              "it was deleted or renamed in Gitea, or the user who activated it was removed",
              "log in to Drone, sync, and activate it again in its settings, or deactivate it");
      case 500 ->
          throw refused(
              what,
              "Gitea refused the webhook, or the user who activated the repository",
              "that user's grant to Drone is no longer valid, or the user may no"
                  + " longer administer the repository",
              "have that user log in to Drone once more, or choose Chown in the"
                  + " repository's settings, then run this again");
      default -> {
        http.body(what, answer);
      }
    }
  }

  @Override
  public DroneRepository activate(Secret token, String owner, String name) {
    String what = "activate repository " + owner + "/" + name;
    Answer<Repository> answer =
        http.send(what, api.activate(new Credential.Bearer(token), owner, name));
    return switch (answer.status()) {
      case 402 ->
          throw refused(
              what,
              "the limit of Drone's licence is reached",
              "",
              "deactivate another repository, or build Drone with the tag nolimit");
      case 404 ->
          throw refused(
              what,
              "Drone does not know this repository",
              "Drone has not synced it since it was created, or another user's token is used",
              "run gitea-drone verify, which syncs first");
      case 500 ->
          throw refused(
              what,
              "Gitea refused to create the webhook",
              "the Gitea token Drone has for this user is no longer valid, or the user may not"
                  + " administer the repository, or Gitea has webhooks disabled",
              "log in to Drone once more, and check [webhook] and DISABLE_WEBHOOKS in Gitea's"
                  + " app.ini");
      default -> known(http.body(what, answer));
    };
  }

  @Override
  public void deactivate(Secret token, String owner, String name) {
    String what = "deactivate repository " + owner + "/" + name;
    Answer<Repository> answer =
        http.send(what, api.deactivate(new Credential.Bearer(token), owner, name, true));
    if (!answer.ok() && answer.status() != 404) {
      throw http.unexpected(what, answer);
    }
  }

  private Failure refused(String what, String seen, String cause, String next) {
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
                CheckId.DRONE_ACTIVATION.id(),
                what + " on Drone (" + http.server().url() + ")",
                seen,
                next)
            .because(cause));
  }

  private static DroneRepository known(Repository repository) {
    return new DroneRepository(repository.namespace(), repository.name(), repository.active());
  }
}
