package dev.giteadrone.testing;

import dev.giteadrone.drone.api.model.RepositoryPatch;
import dev.giteadrone.gitea.api.model.CreateRepoOption;
import dev.giteadrone.gitea.api.model.Repository;
import dev.giteadrone.services.drone.RepositoriesApi;
import dev.giteadrone.services.drone.UsersApi;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.Calls;
import dev.giteadrone.testing.internal.HalfMade;
import dev.giteadrone.testing.internal.WrongUse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Creates a repository that is active in Drone, with its secrets and its first files. The secrets
 * are stored before the files are pushed, so the first build has them.
 */
public final class RepositoryBuilder {
  private final ServersHandle servers;
  private final String name;
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private TestUser owner;
  private boolean publicToAll;
  private boolean trusted;

  RepositoryBuilder(ServersHandle servers, String name) {
    this.servers = servers;
    this.name = name;
    this.owner = servers.admin();
  }

  /**
   * The owner; the administrator if not set.
   *
   * @throws IllegalArgumentException if it is a user of other servers
   */
  public RepositoryBuilder owner(TestUser user) {
    if (!servers.has(user)) {
      throw Arguments.wrong(
          "owner(user)",
          user.username(),
          "this is a user of other servers",
          "take one that createUser(name) of the same servers has returned");
    }
    this.owner = user;
    return this;
  }

  /** Makes it readable for everybody; private if not set. */
  public RepositoryBuilder publicToAll() {
    this.publicToAll = true;
    return this;
  }

  /** Allows its pipelines to mount volumes and run privileged containers. */
  public RepositoryBuilder trusted() {
    this.trusted = true;
    return this;
  }

  /** Adds a secret for its pipelines. */
  public RepositoryBuilder secret(String secret, String value) {
    secrets.put(
        Arguments.secretName("secret(name, value)", secret),
        Arguments.present("secret(" + secret + ", value)", "value", value));
    return this;
  }

  /** Adds a file to the first push. */
  public RepositoryBuilder file(String path, String text) {
    files.put(
        Arguments.filePath("file(path, text)", path), Arguments.given("file(path, text)", text));
    return this;
  }

  /**
   * Creates the repository with an empty README and no build. If that fails halfway, the repository
   * is removed again.
   *
   * @throws IllegalArgumentException if the owner has a repository of this name already
   * @throws IllegalStateException if files were added, which only {@link #push} sends
   * @throws dev.giteadrone.errors.GiteaDroneException if a server refuses it or cannot be reached
   */
  public TestRepository create() {
    if (!files.isEmpty()) {
      throw new IllegalStateException(
          "create() pushes no files, but these were added: "
              + String.join(", ", files.keySet())
              + "; use push()");
    }
    return createEmpty();
  }

  private TestRepository createEmpty() {
    return servers.creating(this::createReal);
  }

  private TestRepository createReal() {
    String real = servers.mark().name(name);
    Repository made =
        Calls.body(
            "creating the repository " + real,
            owner
                .gitea(dev.giteadrone.services.gitea.RepositoriesApi.class)
                .createRepository(
                    new CreateRepoOption(
                        real,
                        servers.mark().description(),
                        !publicToAll,
                        true,
                        TestRepository.DEFAULT_BRANCH)),
            WrongUse.status(
                409, owner + " has a repository of this name already", "choose another name"),
            WrongUse.status(422, "Gitea does not allow this name", "choose another name"));
    servers.removeAtEnd(owner, real, made.id());
    try {
      return activate(real);
    } catch (RuntimeException e) {
      throw HalfMade.remove(
          e,
          "the repository " + owner + "/" + real + " of Gitea",
          () -> servers.deleteRepository(owner, real));
    }
  }

  private TestRepository activate(String real) {
    RepositoriesApi drone = owner.drone(RepositoriesApi.class);
    owner.inTurn(() -> {
      Calls.body(
          "having Drone read the repositories of " + owner,
          owner.drone(UsersApi.class).syncRepositories());
      Calls.body("activating " + real + " in Drone", drone.activate(owner.username(), real));
    });
    if (trusted) {
      Calls.body(
          "making " + real + " trusted",
          servers
              .admin()
              .drone(RepositoriesApi.class)
              .updateRepository(
                  owner.username(), real, new RepositoryPatch(null, null, true, null, null)));
    }
    TestRepository repository = new TestRepository(servers, owner, real);
    secrets.forEach(repository::secret);
    return repository;
  }

  /**
   * Creates the repository and pushes the files in one commit.
   *
   * @throws IllegalStateException if there are none
   */
  public TestCommit push() {
    if (files.isEmpty()) {
      throw new IllegalStateException("nothing to push: name a file, or use create()");
    }
    Push push = new Push(createEmpty());
    files.forEach(push::file);
    return push.push();
  }
}
