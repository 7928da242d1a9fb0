package dev.giteadrone.drone;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.drone.api.RepositoriesApi;
import dev.giteadrone.drone.api.model.Repository;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories as Drone knows them. */
final class RestRepositories implements Drone.Repositories {
  private static final Case REPAIR_UNKNOWN =
      Case.of(ProblemId.DRONE_ACTIVATION, "repair-unknown", "what", "drone");
  private static final Case REPAIR_REFUSED =
      Case.of(ProblemId.DRONE_ACTIVATION, "repair-refused", "what", "drone");
  private static final Case LICENCE =
      Case.of(ProblemId.DRONE_ACTIVATION, "licence", "what", "drone");
  private static final Case UNKNOWN =
      Case.of(ProblemId.DRONE_ACTIVATION, "unknown", "what", "drone");
  private static final Case REFUSED =
      Case.of(ProblemId.DRONE_ACTIVATION, "refused", "what", "drone");

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
      case 404 -> throw REPAIR_UNKNOWN.failure(what, http.server().url());
      case 500 -> throw REPAIR_REFUSED.failure(what, http.server().url());
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
      case 402 -> throw LICENCE.failure(what, http.server().url());
      case 404 -> throw UNKNOWN.failure(what, http.server().url());
      case 500 -> throw REFUSED.failure(what, http.server().url());
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

  private static DroneRepository known(Repository repository) {
    return new DroneRepository(repository.namespace(), repository.name(), repository.active());
  }
}
