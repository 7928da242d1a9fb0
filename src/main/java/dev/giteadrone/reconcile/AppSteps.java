package dev.giteadrone.reconcile;

import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveClient;
import dev.giteadrone.model.MintedApp;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Revision;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Stored;
import dev.giteadrone.model.Variable;
import dev.giteadrone.secrets.HostFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The application and the variables. What Gitea shows once is in the file before the step ends. */
final class AppSteps {
  private final Ports ports;
  private final Desired desired;
  private final Randomness random;

  AppSteps(Ports ports, Desired desired, Randomness random) {
    this.ports = ports;
    this.desired = desired;
    this.random = random;
  }

  /**
   * Creates it under a name that only the admin file knows, so that whoever comes after a crash can
   * tell it from one that another run makes, and then gives it its own name. That PATCH makes the
   * secret that counts.
   */
  Outcome create(Step.CreateApp step, Credential owner) {
    Stored<HostSecrets> file = writable();
    Stored<AdminRecord> admin = ports.admin().read();
    String name = step.name() + random.appMark();
    Revision pending =
        ports.admin().write(admin.revision(), admin.value().with(AdminKey.PENDING_APP, name));
    OAuthApp created = ports.gitea().createApp(owner, name, step.redirectUri()).app();
    requireLowest(created, step.redirectUri(), owner, pending);
    madeByUs(created);
    MintedApp minted = ports.gitea().mintSecret(owner, wanted(created));
    store(file, minted);
    forgetPending(file.value());
    return new Outcome(
        Change.CREATED,
        minted.app().name() + ", client " + OAuthApp.shown(minted.app().clientId()));
  }

  Outcome mint(Step.MintClientSecret step, Credential owner) {
    OAuthApp app = step.app();
    // An address that Drone does not use yet may be mistyped: it is added after the deploy.
    OAuthApp wanted = usedByDrone(app) ? wanted(app) : with(app, app.redirectUris());
    return mint(app, wanted, step.rotates(), owner);
  }

  private Outcome mint(OAuthApp app, OAuthApp wanted, boolean rotates, Credential owner) {
    Stored<HostSecrets> file = writable();
    Optional<String> pending = ports.admin().read().value().text(AdminKey.PENDING_APP);
    if (pending.equals(Optional.of(app.name()))) {
      madeByUs(app);
    }
    if (rotates) {
      // The old secret dies with the request: whoever comes after a crash must know that we meant
      // it.
      // In the place of any other: only one can be open.
      Stored<AdminRecord> admin = ports.admin().read();
      ports
          .admin()
          .write(admin.revision(), admin.value().with(AdminKey.PENDING_ROTATION, app.clientId()));
    }
    rememberMove(app, wanted);
    MintedApp minted = ports.gitea().mintSecret(owner, wanted);
    store(file, minted);
    forgetPending(file.value());
    return new Outcome(
        Change.UPDATED,
        "new client secret for "
            + minted.app().name()
            + ", client "
            + OAuthApp.shown(minted.app().clientId()));
  }

  Outcome repair(Step.RepairApp step, Credential owner) {
    if (!step.keepsSecret()) {
      return mint(step.app(), with(step.app(), step.redirectUris()), true, owner);
    }
    requireEdited(step.app(), with(step.app(), step.redirectUris()));
    return new Outcome(Change.UPDATED, step.text());
  }

  /** The old URI stays: whatever becomes of the new address, what works goes on working. */
  Outcome addRedirect(Step.AddRedirect step) {
    OAuthApp wanted = wanted(step.app());
    AdminRecord before = ports.admin().read().value();
    rememberMove(step.app(), wanted);
    if (!edited(wanted)) {
      Stored<AdminRecord> now = ports.admin().read();
      ports
          .admin()
          .write(
              now.revision(),
              now.value()
                  .withWords(AdminKey.PENDING_REDIRECTS, before.words(AdminKey.PENDING_REDIRECTS)));
      throw notEdited(step.app(), password());
    }
    return new Outcome(Change.UPDATED, step.text());
  }

  /** Looks at the running Drone first: what it still uses stays. */
  Outcome dropRedirects(Step.DropRedirects step, Credential owner) {
    String uri = desired.drone().redirectUri();
    Optional<LiveClient> live = ports.drone().liveClient();
    if (live.filter(c -> c.redirectUri().equals(uri) && c.probe() == ClientProbe.RIGHT).isEmpty()) {
      return new Outcome(
          Change.UNCHANGED,
          "redirect URI "
              + String.join(" ", step.old())
              + " stays: Drone "
              + live.map(c -> "sends " + c.redirectUri()).orElse("has no login"));
    }
    // As it is now: an earlier step of this run may have changed it.
    OAuthApp now =
        ports.gitea().apps(owner).stream()
            .filter(app -> app.id() == step.app().id())
            .findFirst()
            .orElse(step.app());
    List<String> rest =
        now.redirectUris().stream().filter(kept -> !step.old().contains(kept)).toList();
    if (!rest.equals(now.redirectUris())) {
      requireEdited(now, with(now, rest));
    }
    forget(AdminKey.PENDING_REDIRECTS);
    return new Outcome(Change.UPDATED, "redirect URI " + String.join(" ", rest));
  }

  Outcome forgetPending(Step.ForgetPending step) {
    forget(step.keys().toArray(AdminKey[]::new));
    return new Outcome(Change.UPDATED, step.text());
  }

  private boolean edited(OAuthApp wanted) {
    return password().filter(basic -> ports.gitea().editAppByForm(basic, wanted)).isPresent();
  }

  private Optional<Credential.Basic> password() {
    return ports
        .admin()
        .read()
        .value()
        .get(AdminKey.PASSWORD)
        .map(password -> new Credential.Basic(desired.gitea().username(), password));
  }

  private void requireEdited(OAuthApp app, OAuthApp wanted) {
    if (!edited(wanted)) {
      throw notEdited(app, password());
    }
  }

  /** Only a person gets past a second factor; in the browser the secret stays, too. */
  private Failure notEdited(OAuthApp app, Optional<Credential.Basic> password) {
    String username = desired.gitea().username();
    String seen =
        password
            .flatMap(basic ->
                RefusedPassword.words(RefusedPassword.formState(ports.gitea(), basic), username))
            .orElse("the form is not one that this program knows");
    return new Failure(
        ExitCode.CHANGES_PENDING,
        Problem.of(
            "drone.redirect-uri",
            "repairing application "
                + app.name()
                + " through Gitea's web form, which keeps its secret",
            seen,
            "sign in to Gitea as "
                + username
                + " in the browser, open Settings, Applications, "
                + app.name()
                + ", set the redirect URI "
                + desired.drone().redirectUri()
                + " and \"confidential client\", save, then run this again"));
  }

  Outcome storeClientId(Step.StoreClientId step) {
    Stored<HostSecrets> file = writable();
    ports
        .host()
        .write(
            file.revision(),
            Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of(step.app().clientId())));
    return new Outcome(Change.UPDATED, step.text());
  }

  Outcome generateRpcSecret(Step.GenerateRpcSecret step) {
    Stored<HostSecrets> file = writable();
    // Kept until the new one is seen live: a Drone with this one is older than the file, not newer.
    file.value()
        .get(Variable.DRONE_RPC_SECRET)
        .ifPresent(old -> remember(AdminKey.REPLACED_RPC_SECRETS, List.of(old.reveal())));
    ports.host().write(file.revision(), Map.of(Variable.DRONE_RPC_SECRET, random.rpcSecret()));
    forget(AdminKey.PENDING_APP);
    return new Outcome(
        Change.CREATED,
        "DRONE_RPC_SECRET, 32 random bytes, in " + ports.host().path().getFileName());
  }

  Outcome copyRpcSecret(Step.CopyRpcSecret step) {
    Secret secret = ports.host().read().value().get(Variable.DRONE_RPC_SECRET).orElseThrow();
    HostFile runner = ports.runner().orElseThrow();
    runner.write(runner.read().revision(), Map.of(Variable.DRONE_RPC_SECRET, secret));
    return new Outcome(Change.UPDATED, step.text());
  }

  /**
   * Marks an application as made by us, so that {@code destroy} may delete it, and so that its
   * secret may be replaced should we die before it is stored.
   */
  private void madeByUs(OAuthApp app) {
    remember(AdminKey.CREATED_APPS, List.of(app.clientId()));
  }

  /** Records both ends of a move: the URIs of an application that had one, and the new one. */
  private void rememberMove(OAuthApp app, OAuthApp wanted) {
    List<String> added = new ArrayList<>(wanted.redirectUris());
    added.removeAll(app.redirectUris());
    boolean kept = wanted.redirectUris().containsAll(app.redirectUris());
    if (added.isEmpty() || !kept) {
      return;
    }
    // Of several, the others are somebody's intention.
    List<String> move =
        new ArrayList<>(app.redirectUris().size() == 1 ? app.redirectUris() : List.of());
    move.addAll(added);
    remember(AdminKey.PENDING_REDIRECTS, move);
  }

  private boolean usedByDrone(OAuthApp app) {
    String uri = desired.drone().redirectUri();
    return !app.redirectUris().contains(uri)
        && ports
            .drone()
            .liveClient()
            .filter(live -> live.clientId().equals(app.clientId()))
            .filter(live -> live.redirectUri().equals(uri))
            .isPresent();
  }

  /** Adds words to a key of the admin file, once each. */
  private void remember(AdminKey key, List<String> words) {
    Stored<AdminRecord> admin = ports.admin().read();
    List<String> all = new ArrayList<>(admin.value().words(key));
    all.addAll(words);
    AdminRecord next = admin.value().withWords(key, all);
    if (!next.equals(admin.value())) {
      ports.admin().write(admin.revision(), next);
    }
  }

  /**
   * That an application is being created stays on record until the file has an RPC secret, too:
   * until then this is a first deploy.
   */
  private void forgetPending(HostSecrets before) {
    forget(AdminKey.PENDING_ROTATION);
    if (before.get(Variable.DRONE_RPC_SECRET).isPresent()) {
      forget(AdminKey.PENDING_APP);
    }
  }

  private void forget(AdminKey... keys) {
    Stored<AdminRecord> admin = ports.admin().read();
    AdminRecord next = admin.value().without(keys);
    if (!next.equals(admin.value())) {
      ports.admin().write(admin.revision(), next);
    }
  }

  private Stored<HostSecrets> writable() {
    ports.host().preflight();
    return ports.host().read();
  }

  private void store(Stored<HostSecrets> file, MintedApp minted) {
    ports
        .host()
        .write(
            file.revision(),
            Map.of(
                Variable.DRONE_GITEA_CLIENT_ID, Secret.of(minted.app().clientId()),
                Variable.DRONE_GITEA_CLIENT_SECRET, minted.secret()));
  }

  /**
   * Gitea accepts any number of equal applications: of several made at once the one with the lowest
   * id stays.
   *
   * @param pending the admin file as it is since it says that we create one
   */
  private void requireLowest(
      OAuthApp made, String redirectUri, Credential owner, Revision pending) {
    OAuthApp lowest =
        ports.gitea().apps(owner).stream()
            .filter(app -> app.redirectUris().contains(redirectUri))
            .min(Comparator.comparingLong(OAuthApp::id))
            .orElse(made);
    if (lowest.id() != made.id()) {
      ports.gitea().deleteApp(owner, made.id());
      ports.admin().undo(pending);
      throw new Failure(
          ExitCode.CHANGES_PENDING,
          Problem.of(
              "oauth.app",
              "creating the application of " + desired.drone().url(),
              "another run created client "
                  + lowest.clientId()
                  + " at the same time, so ours was deleted again, and our files are as they were",
              "get that run's secrets file (git pull), then run this again"));
    }
  }

  private OAuthApp wanted(OAuthApp app) {
    String uri = desired.drone().redirectUri();
    List<String> uris = new ArrayList<>(app.redirectUris());
    if (!uris.contains(uri)) {
      uris.add(uri);
    }
    return with(app, uris);
  }

  private static OAuthApp with(OAuthApp app, List<String> redirectUris) {
    return new OAuthApp(
        app.id(), Randomness.unmarked(app.name()), app.clientId(), redirectUris, true);
  }
}
