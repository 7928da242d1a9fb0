package dev.giteadrone.reconcile;

import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.HostSecrets;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    settle(created, true);
    MintedApp minted = ports.gitea().mintSecret(owner, wanted(created));
    store(file, minted);
    return new Outcome(
        Change.CREATED,
        minted.app().name() + ", client " + OAuthApp.shown(minted.app().clientId()));
  }

  Outcome mint(Step.MintClientSecret step, Credential owner) {
    Stored<HostSecrets> file = writable();
    Optional<String> pending = ports.admin().read().value().text(AdminKey.PENDING_APP);
    if (pending.isPresent()) {
      settle(step.app(), pending.get().equals(step.app().name()));
    }
    if (step.rotates()) {
      // The old secret dies with the request: whoever comes after a crash must know that we meant
      // it.
      pendingRotation(Optional.of(step.app().clientId()));
    }
    MintedApp minted = ports.gitea().mintSecret(owner, wanted(step.app()));
    store(file, minted);
    if (step.rotates()) {
      pendingRotation(Optional.empty());
    }
    return new Outcome(
        Change.UPDATED,
        "new client secret for "
            + minted.app().name()
            + ", client "
            + OAuthApp.shown(minted.app().clientId()));
  }

  Outcome repair(Step.RepairApp step, Credential owner) {
    OAuthApp wanted = wanted(step.app());
    if (!step.keepsSecret()) {
      return mint(new Step.MintClientSecret(step.app(), true, "repaired through the API"), owner);
    }
    AdminRecord admin = ports.admin().read().value();
    Optional<Secret> password = admin.get(AdminKey.PASSWORD);
    boolean edited =
        password.isPresent()
            && ports
                .gitea()
                .editAppByForm(
                    new Credential.Basic(desired.gitea().username(), password.get()), wanted);
    if (!edited) {
      throw new Failure(
          ExitCode.CHANGES_PENDING,
          Problem.of(
              "drone.redirect-uri",
              "repairing application "
                  + step.app().name()
                  + " through Gitea's web form, which keeps its secret",
              "the form cannot be used: a second factor, or a form this program does not know",
              "set the redirect URI "
                  + step.redirectUri()
                  + " by hand in Gitea's settings, or run this with --allow-rotate and without a stored password"));
    }
    return new Outcome(Change.UPDATED, step.text());
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
    ports.host().write(file.revision(), Map.of(Variable.DRONE_RPC_SECRET, random.rpcSecret()));
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

  private void pendingRotation(Optional<String> clientId) {
    Stored<AdminRecord> admin = ports.admin().read();
    AdminRecord next =
        clientId
            .map(id -> admin.value().with(AdminKey.PENDING_ROTATION, id))
            .orElseGet(() -> admin.value().without(AdminKey.PENDING_ROTATION));
    ports.admin().write(admin.revision(), next);
  }

  /**
   * Ends what is pending, and marks the application as made by us, so that {@code destroy} may
   * delete it, and so that its secret may be made anew should we die before it is stored.
   *
   * @param ours whether it is the one that was pending
   */
  private void settle(OAuthApp app, boolean ours) {
    Stored<AdminRecord> admin = ports.admin().read();
    AdminRecord next = admin.value().without(AdminKey.PENDING_APP);
    if (ours) {
      Set<String> created = new LinkedHashSet<>(next.createdApps());
      created.add(app.clientId());
      next = next.with(AdminKey.CREATED_APPS, String.join(" ", created));
    }
    ports.admin().write(admin.revision(), next);
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
      // One URI is the wrong one; of several, the others are somebody's intention.
      if (uris.size() == 1) {
        uris.clear();
      }
      uris.add(uri);
    }
    return new OAuthApp(app.id(), Randomness.unmarked(app.name()), app.clientId(), uris, true);
  }
}
