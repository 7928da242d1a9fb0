package dev.giteadrone.fakes;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Gitea in memory, with the traps of the real one: PATCH mints, names may repeat, the first user
 * is admin.
 */
public final class FakeGitea implements Gitea {
  private final InMemoryServers world;

  /** Works on {@code world}. */
  public FakeGitea(InMemoryServers world) {
    this.world = world;
  }

  @Override
  public Instance instance() {
    return new InMemoryInstance();
  }

  @Override
  public Users users() {
    return new InMemoryUsers();
  }

  @Override
  public Tokens tokens() {
    return new InMemoryTokens();
  }

  @Override
  public Apps apps() {
    return new InMemoryApps();
  }

  @Override
  public Repositories repositories() {
    return new InMemoryRepositories();
  }

  @Override
  public Commits commits() {
    return new InMemoryCommits();
  }

  @Override
  public Forms forms() {
    return new InMemoryForms();
  }

  private final class InMemoryInstance implements Instance {
    @Override
    public Optional<Duration> clockAhead() {
      return world.clockAhead;
    }

    @Override
    public GiteaState state() {
      GiteaState next =
          world.giteaStates.size() > 1 ? world.giteaStates.remove() : world.giteaStates.peek();
      return next == null ? new GiteaState.Ready() : next;
    }

    @Override
    public String version(Credential credential) {
      return world.giteaVersion;
    }

    @Override
    public Optional<URI> rootUrl() {
      return Optional.of(
          URI.create(
              world.broken.contains(CheckId.GITEA_ROOT_URL)
                  ? "http://localhost:3001"
                  : InMemoryServers.GITEA));
    }
  }

  private final class InMemoryUsers implements Users {
    @Override
    public SignIn signIn(Credential credential) {
      Optional<InMemoryServers.User> known = account(credential);
      if (credential instanceof Credential.Token
          && known.filter(user -> user.prohibited).isPresent()) {
        return new SignIn.Refused(SignIn.Reason.INACTIVE);
      }
      return known
          .filter(user -> lets(user, credential))
          .<SignIn>map(user -> new SignIn.Accepted(view(user)))
          .orElse(new SignIn.Refused(SignIn.Reason.WRONG));
    }

    @Override
    public Optional<GiteaUser> tryToSignIn(Credential credential) {
      return signIn(credential) instanceof SignIn.Accepted(GiteaUser user)
          ? Optional.of(user)
          : Optional.empty();
    }

    @Override
    public Optional<GiteaUser> find(Credential credential, String username) {
      return Optional.ofNullable(world.users.get(username)).map(FakeGitea::view);
    }

    @Override
    public long count(Credential credential) {
      return world.users.size();
    }

    @Override
    public boolean create(Credential admin, String username, String email, Secret password) {
      require(admin);
      if (world.users.containsKey(username)) {
        return false;
      }
      world.users.put(
          username, new InMemoryServers.User(world.nextId(), username, password, false));
      return true;
    }

    @Override
    public void makeAdmin(Credential admin, String username) {
      require(admin);
      world.user(username).admin = true;
    }

    @Override
    public void setPassword(Credential admin, String username, Secret password) {
      require(admin);
      world.user(username).password = password;
    }
  }

  private final class InMemoryTokens implements Tokens {
    @Override
    public List<String> names(Credential.Basic user) {
      return List.copyOf(require(user).tokens.keySet());
    }

    @Override
    public Secret create(Credential.Basic user, String name, List<String> scopes) {
      InMemoryServers.User owner = require(user);
      if (owner.tokens.containsKey(name)) {
        throw refused("the token name is used");
      }
      Secret token = world.nextSecret();
      owner.tokens.put(name, token);
      return token;
    }

    @Override
    public void delete(Credential.Basic user, String name) {
      require(user).tokens.remove(name);
    }
  }

  private final class InMemoryApps implements Apps {
    @Override
    public List<OAuthApp> all(Credential owner) {
      String name = require(owner).name;
      return world.apps.stream().filter(app -> app.owner.equals(name)).map(app -> app.app).toList();
    }

    @Override
    public MintedApp create(Credential owner, String name, String redirectUri) {
      InMemoryServers.App app = world.addApp(require(owner).name, name, redirectUri);
      return new MintedApp(app.app, app.secret);
    }

    @Override
    public MintedApp mintSecret(Credential owner, OAuthApp wanted) {
      InMemoryServers.App app = own(owner, wanted.id());
      app.app = wanted;
      app.secret = world.nextSecret();
      return new MintedApp(wanted, app.secret);
    }

    @Override
    public void delete(Credential owner, long id) {
      String name = require(owner).name;
      world.apps.removeIf(app -> app.owner.equals(name) && app.app.id() == id);
    }

    @Override
    public ClientProbe probe(String clientId, Secret clientSecret, String redirectUri) {
      Optional<InMemoryServers.App> app =
          world.apps.stream().filter(each -> each.app.clientId().equals(clientId)).findFirst();
      if (app.isEmpty()) {
        return ClientProbe.UNKNOWN_CLIENT;
      }
      if (!app.get().secret.equals(clientSecret)) {
        return ClientProbe.WRONG_SECRET;
      }
      return app.get().app.redirectUris().contains(redirectUri)
          ? ClientProbe.RIGHT
          : ClientProbe.WRONG_REDIRECT;
    }
  }

  private final class InMemoryRepositories implements Repositories {
    @Override
    public Optional<Repository> find(Credential credential, String owner, String name) {
      return Optional.ofNullable(world.repositories.get(owner + "/" + name));
    }

    @Override
    public Repository create(Credential owner, String name, String description) {
      String user = require(owner).name;
      Repository repository =
          new Repository(
              world.nextId(),
              user,
              name,
              description,
              true,
              InMemoryServers.GITEA + "/" + user + "/" + name);
      world.repositories.put(repository.slug(), repository);
      return repository;
    }

    @Override
    public void delete(Credential owner, String ownerName, String name) {
      world.repositories.remove(ownerName + "/" + name);
    }

    @Override
    public List<Webhook> webhooks(Credential owner, Repository repository) {
      return world.webhooks.getOrDefault(repository.slug(), List.of());
    }

    @Override
    public void deleteWebhook(Credential owner, Repository repository, long id) {
      require(owner);
      List<Webhook> rest = new ArrayList<>(webhooks(owner, repository));
      rest.removeIf(hook -> hook.id() == id);
      world.webhooks.put(repository.slug(), rest);
    }
  }

  private final class InMemoryCommits implements Commits {
    @Override
    public String create(
        Credential owner, Repository repository, String path, String content, String message) {
      String commit = String.format(Locale.ROOT, "%040x", world.nextId());
      world.commits.add(commit);
      return commit;
    }

    @Override
    public boolean hasFile(Credential reader, Repository repository, String path) {
      return !world.commits.isEmpty();
    }

    @Override
    public List<CommitStatus> statuses(
        Credential credential, Repository repository, String commit) {
      return world.commits.contains(commit)
              && !world.broken.contains(CheckId.STATUS_REPORTED)
              && !world.breaksRunner("docker")
              && !world.breaksRunner("exec")
          ? List.of(new CommitStatus("continuous-integration/drone/push", "success", ""))
          : List.of();
    }
  }

  private final class InMemoryForms implements Forms {
    @Override
    public WebSignIn signIn(Credential.Basic basic) {
      return account(basic)
          .map(user ->
              user.prohibited
                  ? WebSignIn.INACTIVE
                  : user.secondFactor ? WebSignIn.SECOND_FACTOR : WebSignIn.SIGNED_IN)
          .orElse(WebSignIn.REFUSED);
    }

    @Override
    public SignUpPage signUpPage() {
      return world.registrationClosed ? SignUpPage.CLOSED : SignUpPage.OPEN;
    }

    @Override
    public SignUp signUp(String username, String email, Secret password) {
      if (world.registrationClosed) {
        return new SignUp.Closed();
      }
      if (world.refusedField.isPresent()) {
        return new SignUp.Rejected("Das geht nicht.", world.refusedField.get());
      }
      if (world.users.containsKey(username)) {
        return new SignUp.Rejected("Der Name ist vergeben.", SignUp.Field.USER_NAME);
      }
      world.users.put(
          username,
          new InMemoryServers.User(world.nextId(), username, password, world.users.isEmpty()));
      return new SignUp.Created();
    }

    @Override
    public boolean editApp(Credential.Basic owner, OAuthApp wanted) {
      own(owner, wanted.id()).app = wanted;
      return true;
    }
  }

  /** As the API does: what it lets in by no password gets the answer of a wrong one. */
  private static boolean lets(InMemoryServers.User user, Credential credential) {
    return !user.prohibited
        && !(credential instanceof Credential.Basic basic
            && user.secondFactor
            && !user.accepts(basic.code()));
  }

  private Optional<InMemoryServers.User> account(Credential credential) {
    return world.users.values().stream()
        .filter(user ->
            switch (credential) {
              case Credential.Token(Secret token) -> user.tokens.containsValue(token);
              case Credential.Basic(String name, Secret password, var unused) ->
                  user.name.equalsIgnoreCase(name) && user.password.equals(password);
              default -> false;
            })
        .findFirst();
  }

  private InMemoryServers.User require(Credential credential) {
    return account(credential)
        .filter(user -> lets(user, credential))
        .orElseThrow(() -> refused("not authorised"));
  }

  private InMemoryServers.App own(Credential credential, long id) {
    String name = require(credential).name;
    return world.apps.stream()
        .filter(app -> app.owner.equals(name) && app.app.id() == id)
        .findFirst()
        .orElseThrow(() -> refused("not found"));
  }

  private static GiteaUser view(InMemoryServers.User user) {
    return new GiteaUser(user.id, user.name, user.name + "@example.org", user.admin, true);
  }

  private static Failure refused(String seen) {
    return new NoEffectFailure(
        ExitCode.NOT_AUTHORISED,
        TestProblem.of("gitea.ready", "fake Gitea", seen, "look at the test"));
  }
}
