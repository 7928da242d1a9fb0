package dev.giteadrone.fakes;

import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.Webhook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What servers and files hold, in memory; it outlives the runs that work on it, as the real ones
 * do.
 */
public final class InMemoryServers {
  /** Gitea's URL. */
  public static final String GITEA = "http://127.0.0.1:3001";

  /** Drone's URL. */
  public static final String DRONE = "http://127.0.0.1:3030";

  /** How far Gitea's clock is ahead. */
  public Optional<Duration> clockAhead = Optional.empty();

  /** The code of every second factor. */
  public static final Secret CODE = Secret.of("123456");

  /** A user. */
  public static final class User {
    final long id;
    final String name;
    Secret password;
    boolean admin;
    boolean secondFactor;
    boolean prohibited;
    final Map<String, Secret> tokens = new LinkedHashMap<>();

    User(long id, String name, Secret password, boolean admin) {
      this.id = id;
      this.name = name;
      this.password = password;
      this.admin = admin;
    }

    /** Whether this is the code of its second factor. */
    boolean accepts(Optional<Secret> typed) {
      return typed.equals(Optional.of(CODE));
    }

    /** Has it asked for a second factor from now on, or no more. */
    public void secondFactor(boolean wanted) {
      secondFactor = wanted;
    }

    /** Prohibits it from signing in, or no more. */
    public void prohibit(boolean from) {
      prohibited = from;
    }

    /** Makes it an ordinary user. */
    public void demote() {
      admin = false;
    }

    /** Gives it another password, as somebody else would. */
    public void password(String other) {
      password = Secret.of(other);
    }

    /** Its password. */
    public Secret password() {
      return password;
    }

    /** Its access tokens by name. */
    public Map<String, Secret> tokens() {
      return tokens;
    }
  }

  /** An application with its owner and its secret. */
  public static final class App {
    final String owner;
    OAuthApp app;
    Secret secret;

    App(String owner, OAuthApp app, Secret secret) {
      this.owner = owner;
      this.app = app;
      this.secret = secret;
    }

    /** As a list shows it. */
    public OAuthApp app() {
      return app;
    }
  }

  final Map<String, User> users = new LinkedHashMap<>();
  final List<App> apps = new ArrayList<>();
  final Map<String, Repository> repositories = new HashMap<>();
  final Map<String, List<Webhook>> webhooks = new HashMap<>();
  final Set<String> orphans = new HashSet<>();
  final List<String> commits = new ArrayList<>();
  Optional<AdminRecord> adminFile = Optional.empty();
  Optional<String> adminFormat = Optional.empty();
  Optional<Map<Variable, Secret>> hostFile = Optional.empty();
  Map<Variable, Secret> live = new EnumMap<>(Variable.class);
  Optional<DeployJob> failing = Optional.empty();
  final List<DeployJob> jobs = new ArrayList<>();
  Secret droneToken = Secret.of("token-in-the-log");
  boolean deployUndone;
  String giteaVersion = "1.26.0";
  String droneAddress = DRONE;
  Optional<String> movesTo = Optional.empty();
  boolean losesDatabase;
  final Queue<DroneInfo> shown = new ArrayDeque<>();
  List<DroneInfo> shownOnceDeployed = List.of();
  final Queue<GiteaState> giteaStates = new ArrayDeque<>();
  boolean registrationClosed;
  Optional<SignUp.Field> refusedField = Optional.empty();
  boolean listsUsers = true;
  boolean synced;
  boolean activated;
  int dataKeys;
  final Set<CheckId> broken = EnumSet.noneOf(CheckId.class);
  private long ids;

  long nextId() {
    return ++ids;
  }

  Secret nextSecret() {
    return Secret.of("secret-" + nextId());
  }

  /** Has the servers behave so that this check fails. */
  public void breaks(CheckId check) {
    broken.add(check);
  }

  boolean breaksRunner(String type) {
    return broken.stream().anyMatch(check -> check.id().equals("runner." + type));
  }

  /** A user somebody else made. */
  public User addUser(String name, String password, boolean admin) {
    User user = new User(nextId(), name, Secret.of(password), admin);
    users.put(name, user);
    return user;
  }

  /** An application somebody made by hand. */
  public App addApp(String owner, String name, String redirectUri) {
    long id = nextId();
    App app =
        new App(
            owner,
            new OAuthApp(id, name, "client-" + id, List.of(redirectUri), true),
            nextSecret());
    apps.add(app);
    return app;
  }

  /** The applications there are. */
  public List<App> apps() {
    return apps;
  }

  /** A repository that somebody activated while Drone was {@code drone}. */
  public Repository addActivated(String owner, String name, String drone) {
    Repository repository =
        new Repository(nextId(), owner, name, "", true, GITEA + "/" + owner + "/" + name);
    repositories.put(repository.slug(), repository);
    webhooks.put(
        repository.slug(),
        List.of(new Webhook(nextId(), drone + "/hook", true, "mark-" + repository.slug())));
    return repository;
  }

  /** A webhook somebody else made. */
  public void addWebhook(Repository repository, Webhook webhook) {
    List<Webhook> hooks = new ArrayList<>(webhooks(repository));
    hooks.add(webhook);
    webhooks.put(repository.slug(), hooks);
  }

  /** Deletes all webhooks of a repository, as somebody in the browser would. */
  public void deleteWebhooks(Repository repository) {
    webhooks.remove(repository.slug());
  }

  /** Switches the canary off in Drone, as somebody in the browser would. */
  public void deactivateCanary() {
    activated = false;
  }

  /** Whether the canary is active in Drone. */
  public boolean canaryIsActive() {
    return activated;
  }

  /** What a Drone with a new database knows of repositories. */
  public void resetDrone() {
    synced = false;
    activated = false;
  }

  /** The commits there are. */
  public List<String> commits() {
    return commits;
  }

  /** Ends the grant to Drone of whoever activated a repository. */
  public void endGrant(Repository repository) {
    orphans.add(repository.slug());
  }

  /** The repositories there are, by owner and name. */
  public Map<String, Repository> repositories() {
    return repositories;
  }

  /** A repository's webhooks. */
  public List<Webhook> webhooks(Repository repository) {
    return webhooks.getOrDefault(repository.slug(), List.of());
  }

  /** How often the data keys of the files were renewed. */
  public int dataKeys() {
    return dataKeys;
  }

  /** Closes the sign-up form, or opens it. */
  public void closeRegistration(boolean yes) {
    registrationClosed = yes;
  }

  /** Has the sign-up form refuse what is in an input. */
  public void refuseInSignUp(SignUp.Field field) {
    refusedField = Optional.of(field);
  }

  /** Has the command line list no users, as an older wrapper does. */
  public void listNoUsers() {
    listsUsers = false;
  }

  /** The users there are. */
  public Map<String, User> users() {
    return users;
  }

  /** The user of this name, who must exist. */
  public User user(String name) {
    return Objects.requireNonNull(users.get(name), name);
  }

  /** The admin file's content, if the file exists. */
  public Optional<AdminRecord> adminFile() {
    return adminFile;
  }

  /** The admin file's format, if it has one. */
  public Optional<String> adminFormat() {
    return adminFormat;
  }

  /** Has the admin file be of this format. */
  public void adminFormat(Optional<String> format) {
    adminFormat = format;
  }

  /** The host file's variables, if the file exists. */
  public Optional<Map<Variable, Secret>> hostFile() {
    return hostFile;
  }

  /** Sets or removes a variable of the host file, as an editor would. */
  public void edit(Variable variable, Optional<Secret> value) {
    Map<Variable, Secret> next = new EnumMap<>(Variable.class);
    hostFile.ifPresent(next::putAll);
    value.ifPresentOrElse(secret -> next.put(variable, secret), () -> next.remove(variable));
    hostFile = Optional.of(next);
  }

  /** Deletes the host file. */
  public void loseHostFile() {
    hostFile = Optional.empty();
  }

  /** Changes the admin file, as an editor would. */
  public void editAdmin(UnaryOperator<AdminRecord> change) {
    adminFile = Optional.of(change.apply(adminFile.orElse(AdminRecord.EMPTY)));
  }

  /** Changes an application over the API, as somebody else would: it gets a new secret. */
  public void rotateElsewhere(App app) {
    app.secret = nextSecret();
  }

  /** Changes an application's redirect URI in the browser, as somebody else would. */
  public void editRedirect(App app, String uri) {
    app.app =
        new OAuthApp(
            app.app.id(), app.app.name(), app.app.clientId(), List.of(uri), app.app.confidential());
  }

  /** Has a job fail from now on, or none. */
  public void fail(Optional<DeployJob> job) {
    failing = job;
  }

  /** What each look at Drone shows from now on; the last one for good. */
  public void show(DroneInfo... looks) {
    shown.clear();
    shown.addAll(List.of(looks));
  }

  /** What each look at Gitea shows from now on; the last one for good. */
  public void showGitea(GiteaState... looks) {
    giteaStates.clear();
    giteaStates.addAll(List.of(looks));
  }

  /** What each look at Drone shows after the next deploy; the last one for good. */
  public void showOnceDeployed(DroneInfo... looks) {
    shownOnceDeployed = List.of(looks);
  }

  /** The version that Gitea tells, from now on. */
  public void giteaVersion(String version) {
    giteaVersion = version;
  }

  /** The address that Drone takes itself to have, from now on. */
  public void droneAt(String address) {
    droneAddress = address;
  }

  /** The API token of the administrator's account in Drone. */
  public Secret droneToken() {
    return droneToken;
  }

  /** The administrator's account has read its repositories before. */
  public void syncedBefore() {
    synced = true;
  }

  /** The address that the next deploy gives Drone. */
  public void movesTo(String address) {
    movesTo = Optional.of(address);
  }

  /** Drone has another database after the next deploy, and no token is valid there. */
  public void losesDatabase() {
    losesDatabase = true;
  }

  /** The jobs that were run, in order. */
  public List<DeployJob> jobs() {
    return jobs;
  }

  /** What a careless deploy prints. */
  String printed() {
    return "RPC="
        + hostFile
            .map(file -> file.getOrDefault(Variable.DRONE_RPC_SECRET, Secret.of("")).reveal())
            .orElse("");
  }

  /** What the running Drone has. */
  public Map<Variable, Secret> live() {
    return live;
  }

  /** The secret of an application. */
  public Secret secretOf(App app) {
    return app.secret;
  }
}
