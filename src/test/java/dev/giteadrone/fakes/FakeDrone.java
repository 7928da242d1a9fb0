package dev.giteadrone.fakes;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.model.server.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Drone on a {@link InMemoryServers}, whose runners build everything at once. */
public final class FakeDrone implements Drone {
  private final InMemoryServers world;
  private final FakeGitea gitea;

  /** Works on {@code world}. */
  public FakeDrone(InMemoryServers world) {
    this.world = world;
    this.gitea = new FakeGitea(world);
  }

  @Override
  public Server server() {
    return new InMemoryServer();
  }

  @Override
  public Client client() {
    return new InMemoryClient();
  }

  @Override
  public Login login() {
    return new InMemoryLogin();
  }

  @Override
  public Accounts accounts() {
    return new InMemoryAccounts();
  }

  @Override
  public Repositories repositories() {
    return new InMemoryRepositories();
  }

  @Override
  public Builds builds() {
    return new InMemoryBuilds();
  }

  private final class InMemoryServer implements Server {
    @Override
    public DroneInfo info() {
      DroneInfo next = world.shown.size() > 1 ? world.shown.remove() : world.shown.peek();
      return next == null ? new DroneInfo.Running("1.10.1", false) : next;
    }

    @Override
    public DroneInfo edition(DroneInfo.Running running) {
      return running;
    }

    @Override
    public RpcProbe ping(Secret rpcSecret) {
      Secret live = world.live.get(Variable.DRONE_RPC_SECRET);
      return live == null
          ? RpcProbe.SERVER_HAS_NONE
          : live.equals(rpcSecret) ? RpcProbe.RIGHT : RpcProbe.WRONG;
    }
  }

  private final class InMemoryClient implements Client {
    @Override
    public Optional<LiveClient> look() {
      String id = reveal(Variable.DRONE_GITEA_CLIENT_ID);
      String redirectUri = world.droneAddress + "/login";
      ClientProbe probe =
          gitea
              .apps()
              .probe(id, Secret.of(reveal(Variable.DRONE_GITEA_CLIENT_SECRET)), redirectUri);
      return Optional.of(
          new LiveClient(
              id,
              redirectUri,
              InMemoryServers.GITEA + "/login/oauth/authorize",
              probe,
              probe.name()));
    }
  }

  private final class InMemoryLogin implements Login {
    @Override
    public DroneLogin as(String username, Secret password) {
      if (world.broken.contains(CheckId.DRONE_LOGIN)) {
        return new DroneLogin.Refused(
            "/login/error",
            TestProblem.of("drone.login", "logging in", "registration is closed", "open it"),
            false);
      }
      return new DroneLogin.LoggedIn(world.droneToken);
    }
  }

  private final class InMemoryAccounts implements Accounts {
    @Override
    public Optional<DroneUser> find(Secret token) {
      return token.equals(world.droneToken)
          ? Optional.of(
              new DroneUser("my-admin", true, !world.broken.contains(CheckId.DRONE_ADMIN), false))
          : Optional.empty();
    }

    @Override
    public AccountSync syncState(Secret token) {
      return world.synced ? AccountSync.EARLIER : AccountSync.FIRST;
    }

    @Override
    public Secret rotateToken(Secret token) {
      world.droneToken = world.nextSecret();
      return world.droneToken;
    }

    @Override
    public void sync(Secret token) {
      world.synced = true;
    }
  }

  private final class InMemoryRepositories implements Repositories {
    @Override
    public Optional<DroneRepository> find(Secret token, String owner, String name) {
      return world.synced && !world.broken.contains(CheckId.DRONE_SYNC)
          ? Optional.of(new DroneRepository(owner, name, world.activated))
          : Optional.empty();
    }

    @Override
    public List<DroneRepository> all(Secret token) {
      return world.repositories.values().stream()
          .map(repository -> new DroneRepository(repository.owner(), repository.name(), true))
          .filter(repository ->
              world.activated
                  || world.webhooks.containsKey(slug(repository.owner(), repository.name())))
          .toList();
    }

    @Override
    public void repair(Secret token, String owner, String name) {
      if (world.orphans.contains(slug(owner, name))) {
        throw new Failure(
            ExitCode.FAILED,
            TestProblem.of(
                "drone.activation", "repairing", "the owner's grant has ended", "log in"));
      }
      hook(owner, name);
    }

    @Override
    public DroneRepository activate(Secret token, String owner, String name) {
      world.activated = true;
      hook(owner, name);
      return new DroneRepository(owner, name, !world.broken.contains(CheckId.DRONE_ACTIVATION));
    }

    @Override
    public void deactivate(Secret token, String owner, String name) {
      world.activated = false;
    }
  }

  private final class InMemoryBuilds implements Builds {
    @Override
    public List<Build> newest(Secret token, String owner, String name) {
      return world.broken.contains(CheckId.WEBHOOK_DELIVERED)
          ? List.of()
          : world.commits.stream().map(FakeDrone.this::of).toList().reversed();
    }

    @Override
    public Build one(Secret token, String owner, String name, long number) {
      return of(world.commits.get((int) number - 1));
    }
  }

  /** As Drone does: its own webhook of the same host is replaced, others stay. */
  private void hook(String owner, String name) {
    String slug = slug(owner, name);
    List<Webhook> hooks = new ArrayList<>(world.webhooks.getOrDefault(slug, List.of()));
    hooks.removeIf(hook -> hook.url().equals(InMemoryServers.DRONE + "/hook"));
    hooks.add(new Webhook(world.nextId(), InMemoryServers.DRONE + "/hook", true, "mark-" + slug));
    world.webhooks.put(slug, hooks);
  }

  private static String slug(String owner, String name) {
    return owner + "/" + name;
  }

  private Build of(String commit) {
    return new Build(
        world.commits.indexOf(commit) + 1,
        world.breaksRunner("docker") || world.breaksRunner("exec") ? "running" : "success",
        commit,
        List.of(stage("docker"), stage("exec")));
  }

  private BuildStage stage(String type) {
    return world.breaksRunner(type)
        ? new BuildStage(type, type, "pending", "", "", "linux", "amd64", List.of())
        : new BuildStage(type, type, "success", "", "machine-" + type, "linux", "amd64", List.of());
  }

  private String reveal(Variable variable) {
    Secret value = world.live.get(variable);
    return value == null ? "" : value.reveal();
  }
}
