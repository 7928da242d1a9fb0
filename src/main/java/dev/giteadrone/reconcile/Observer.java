package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneInfo;
import dev.giteadrone.model.Elapsed;
import dev.giteadrone.model.Endpoint;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.FilesObserved;
import dev.giteadrone.model.GiteaState;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.KeyGroups;
import dev.giteadrone.model.LateFailure;
import dev.giteadrone.model.LiveObserved;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.RemovalObserved;
import dev.giteadrone.model.Revision;
import dev.giteadrone.model.RpcProbe;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Stored;
import dev.giteadrone.model.Variable;
import dev.giteadrone.model.Wait;
import dev.giteadrone.model.WebhooksObserved;
import dev.giteadrone.model.WiringObserved;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.secrets.NoKeyDecrypts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at files and servers. Changes nothing; only a successful look says that something is
 * absent.
 */
public final class Observer {
  private final Ports ports;
  private final Desired desired;
  private final Wait wait;
  private final Supplier<Deadline> deadline;
  private final Randomness random = new Randomness();

  /** Looks at what {@code desired} names. */
  public Observer(Ports ports, Desired desired, Wait wait, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.desired = desired;
    this.wait = wait;
    this.deadline = deadline;
  }

  /** Decrypts the files. */
  public FilesObserved files() {
    return new FilesObserved(
        ports.admin().read(),
        ports.host().read(),
        ports.runner().map(HostFile::read),
        ports.admin().recipients(),
        ports.host().recipients());
  }

  /**
   * As the host itself has them: no admin file, and the secrets file only if a key here decrypts
   * it.
   */
  public FilesObserved filesOnHost() {
    Stored<AdminRecord> none = new Stored<>(AdminRecord.EMPTY, Revision.ABSENT);
    KeyGroups recipients = ports.host().recipients();
    try {
      return new FilesObserved(
          none,
          ports.host().read(),
          Optional.empty(),
          KeyGroups.NONE,
          recipients,
          Optional.empty());
    } catch (NoKeyDecrypts e) {
      return new FilesObserved(
          none,
          new Stored<>(new HostSecrets(Map.of(), 0), Revision.ABSENT),
          Optional.empty(),
          KeyGroups.NONE,
          recipients,
          Optional.of(e.problem()));
    }
  }

  /** Waits for Gitea, then finds out who we are there. */
  public AccessObserved access(FilesObserved files) {
    return new AccessObserver(ports, desired, deadline).look(awaitGitea(), files.admin().value());
  }

  /**
   * Finds the application and asks Gitea about the file's secret, and Drone what it has.
   *
   * @throws Failure as {@link #live} does
   */
  public WiringObserved wiring(FilesObserved files, AccessObserved access) {
    return wiring(files, access, this::live);
  }

  /** The same for checks: that Drone is still late when the run's time is up is their result. */
  public WiringObserved wiringToCheck(FilesObserved files, AccessObserved access) {
    return wiring(
        files,
        access,
        (host, admin) -> watch(host, admin, Duration.ZERO, live -> Optional.empty()).last());
  }

  private WiringObserved wiring(
      FilesObserved files,
      AccessObserved access,
      BiFunction<HostSecrets, AdminRecord, LiveObserved> live) {
    HostSecrets host = files.host().value();
    List<OAuthApp> apps = access.token().map(token -> ports.gitea().apps(token)).orElse(List.of());
    Optional<String> probed = host.clientId().or(() -> soleClientId(apps));
    Optional<Secret> secret = host.get(Variable.DRONE_GITEA_CLIENT_SECRET);
    ClientProbe probe =
        probed.isPresent() && secret.isPresent()
            ? ports.gitea().probe(probed.get(), secret.get(), desired.drone().redirectUri())
            : ClientProbe.UNKNOWN;
    return new WiringObserved(
        apps,
        host,
        probe,
        probed,
        files.runner().map(Stored::value),
        live.apply(host, files.admin().value()),
        files.admin().value(),
        form(files.admin().value(), host.clientId().flatMap(id -> byId(apps, id)), probe));
  }

  private static Optional<OAuthApp> byId(List<OAuthApp> apps, String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  /**
   * Why the web form cannot be used. Asked only where an application has to be changed: it costs
   * Gitea a password hash.
   */
  private Optional<String> form(AdminRecord admin, Optional<OAuthApp> app, ClientProbe probe) {
    boolean needed =
        app.isPresent()
            && (probe == ClientProbe.WRONG_REDIRECT
                || !app.get().confidential()
                || admin.get(AdminKey.PENDING_REDIRECTS).isPresent());
    if (!needed) {
      return Optional.empty();
    }
    String username = desired.gitea().username();
    return admin
        .get(AdminKey.PASSWORD)
        .map(password ->
            RefusedPassword.formState(ports.gitea(), new Credential.Basic(username, password)))
        .map(state ->
            state == AccessObserved.PasswordState.CURRENT
                ? Optional.<String>empty()
                : Optional.of(
                    RefusedPassword.words(state, username)
                        .orElse("Gitea does not let " + username + " sign in")))
        .orElse(Optional.of("there is no stored password"));
  }

  /**
   * Looks for what carries our marks.
   *
   * @param allTokens whether all access tokens of this Drone are to go
   */
  public RemovalObserved removal(FilesObserved files, AccessObserved access, boolean allTokens) {
    return new RemovalObserver(
            ports, desired, () -> live(files.host().value(), files.admin().value()).info())
        .look(files, access, allTokens);
  }

  /** Looks at the webhooks of every repository that is active in Drone. */
  public WebhooksObserved webhooks(AccessObserved access) {
    return new WebhookRepair(ports, desired).look(access);
  }

  private Optional<String> soleClientId(List<OAuthApp> apps) {
    List<OAuthApp> candidates =
        apps.stream()
            .filter(app -> app.redirectUris().contains(desired.drone().redirectUri()))
            .toList();
    return candidates.size() == 1
        ? Optional.of(candidates.getFirst().clientId())
        : Optional.empty();
  }

  /**
   * Looks at the running Drone. One that is not there is a value: before the first deploy it cannot
   * be. One that is late is looked at again: it says nothing about what is deployed.
   *
   * @param admin knows the RPC secrets that a rotation has replaced
   * @throws Failure with UNREACHABLE if it is still late when the run's time is up
   */
  public LiveObserved live(HostSecrets host, AdminRecord admin) {
    return answered(watch(host, admin, Duration.ZERO, live -> Optional.empty()), "");
  }

  /**
   * Gives a Drone that is not there a moment to come back, as one has that is being restarted.
   *
   * @param first what was seen before
   * @return {@code first}, unless it was unreachable
   * @throws Failure as {@link #live} does
   */
  public LiveObserved awaitDrone(HostSecrets host, AdminRecord admin, LiveObserved first) {
    return first.info() instanceof DroneInfo.Running
        ? first
        : awaitLive(
            host,
            admin,
            live ->
                live.info() instanceof DroneInfo.Unreachable away
                    ? Optional.of(away.seen())
                    : Optional.empty());
  }

  /**
   * Gives the running Drone a moment to be as it was just seen to be.
   *
   * @param open what it still lacks, in words; empty if it is as wanted
   * @return what was seen last
   * @throws Failure as {@link #live} does
   */
  public LiveObserved awaitLive(
      HostSecrets host, AdminRecord admin, Function<LiveObserved, Optional<String>> open) {
    return answered(watch(host, admin, wait.pace().restart(), open), "");
  }

  /**
   * Looks until Drone is as wanted.
   *
   * @param patience for a Drone that answers or is down; one that is late is waited for until the
   *     run's time is up
   */
  DroneWatch.Seen watch(
      HostSecrets host,
      AdminRecord admin,
      Duration patience,
      Function<LiveObserved, Optional<String>> open) {
    return new DroneWatch(wait, deadline, () -> look(host, admin)).until(patience, open);
  }

  /**
   * What was seen of a Drone that is not late.
   *
   * @param after what was done before, to go on in the sentence; may be empty
   * @throws Failure with UNREACHABLE if it is
   */
  LiveObserved answered(DroneWatch.Seen seen, String after) {
    if (seen.last().info() instanceof DroneInfo.Late late) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          LiveChecks.late(
              desired, late.seen() + ", still after " + Elapsed.words(seen.took()), after));
    }
    return seen.last();
  }

  private LiveObserved look(HostSecrets host, AdminRecord admin) {
    DroneInfo info = ports.drone().info();
    if (!(info instanceof DroneInfo.Running running)) {
      return new LiveObserved(info, Optional.empty(), RpcProbe.UNKNOWN);
    }
    try {
      RpcProbe rpc = running.oss() ? RpcProbe.NO_RUNNER_API : rpc(host, admin);
      return new LiveObserved(info, ports.drone().liveClient(), rpc, deployUndone());
    } catch (Failure e) {
      // It went away between two looks, as a process does that is being restarted.
      String seen = e.problem().seen();
      return new LiveObserved(
          e instanceof LateFailure ? new DroneInfo.Late(seen) : new DroneInfo.Down(seen),
          Optional.empty(),
          RpcProbe.UNKNOWN);
    }
  }

  /**
   * What Drone says to the file's RPC secret, or to a random one where the file has none: that
   * tells whether it has any.
   */
  private RpcProbe rpc(HostSecrets host, AdminRecord admin) {
    RpcProbe probe =
        ports.drone().ping(host.get(Variable.DRONE_RPC_SECRET).orElseGet(random::rpcSecret));
    boolean replaced =
        probe == RpcProbe.WRONG
            && admin.replacedRpcSecrets().stream()
                .anyMatch(old -> ports.drone().ping(old) == RpcProbe.RIGHT);
    return replaced ? RpcProbe.REPLACED : probe;
  }

  /** Who deploys by hand by now has nothing that could ever tell us that it went well. */
  private boolean deployUndone() {
    return !desired.deploy().command().isEmpty() && ports.deployer().leftUndone();
  }

  private Duration awaitGitea() {
    Wait.Ended<GiteaState> ended =
        wait.until(
            "gitea",
            deadline.get(),
            wait.pace().look(),
            () -> {
              GiteaState state = ports.gitea().state();
              return state instanceof GiteaState.NotReady(String seen)
                  ? Wait.Look.notYet(seen)
                  : Wait.Look.done(state);
            });
    GiteaState state =
        ended
            .value()
            .orElseThrow(() ->
                new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.of(
                        "gitea.ready",
                        "waiting for Gitea at "
                            + desired.gitea().url()
                            + desired.reach().words(Endpoint.of(desired.gitea().url())),
                        ended.lastSeen() + ", still after " + ended.took().toSeconds() + " s",
                        "check that it runs and that the URL is right, or give a longer --timeout")));
    if (state instanceof GiteaState.Installing) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "gitea.ready",
              "waiting for Gitea at " + desired.gitea().url(),
              "its installation page is up: it has no configuration yet, and anybody could install it",
              "set [security] INSTALL_LOCK = true and the database in its app.ini, deploy, and run this again"));
    }
    return ended.took();
  }
}
