package dev.giteadrone.reconcile;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the OAuth2 application, and its client id and secret in the files. Gitea shows a new
 * secret only once, so each method stores it in the file before it returns.
 */
public final class AppEditor {
  private static final Case NOT_EDITED =
      Case.of(ProblemId.DRONE_REDIRECT_URI, "not-edited", "app", "seen", "user", "uri");

  private final StepContext context;
  private final Gateways gateways;
  private final Desired desired;

  /** Creates an editor for one step. */
  public AppEditor(StepContext context) {
    this.context = context;
    this.gateways = context.gateways();
    this.desired = context.desired();
  }

  /**
   * Asks Gitea for a new client secret, and stores id and secret. The PATCH request that does this
   * also sets the other properties from {@code wanted}.
   *
   * @param rotates whether somebody may have the old secret
   * @throws Failure if the file cannot be written (nothing was sent then), or if Gitea refuses
   */
  public Outcome mint(OAuthApp app, OAuthApp wanted, boolean rotates) {
    Stored<HostSecrets> file = writable();
    Optional<String> pending = gateways.admin().read().value().text(AdminKey.PENDING_APP);
    if (pending.equals(Optional.of(app.name()))) {
      madeByUs(app);
    }
    if (rotates) {
      // The old secret stops working with this request. After a crash, the next run must know that
      // this was intended. This record replaces an older one: only one rotation can be open.
      context.admin().change(record -> record.with(AdminKey.PENDING_ROTATION, app.clientId()));
    }
    rememberMove(app, wanted);
    MintedApp minted = gateways.gitea().apps().mintSecret(context.token(), wanted);
    store(file, minted);
    forgetPending(file.value());
    return new Outcome(
        Change.UPDATED,
        "new client secret for "
            + minted.app().name()
            + ", client "
            + OAuthApp.describe(minted.app().clientId()));
  }

  /**
   * Changes the application through Gitea's web form, which keeps the secret. Returns whether that
   * worked.
   */
  public boolean edited(OAuthApp wanted) {
    return context
        .password()
        .filter(basic -> gateways.gitea().forms().editApp(basic, wanted))
        .isPresent();
  }

  /**
   * Changes an application through Gitea's web form, which keeps its secret.
   *
   * @throws Failure with CHANGES_PENDING if the form cannot be used
   */
  public void requireEdited(OAuthApp app, OAuthApp wanted) {
    if (!edited(wanted)) {
      throw notEdited(app);
    }
  }

  /**
   * The failure that asks the operator to make the change in a browser. There the secret stays the
   * same, and a person can pass a second factor.
   */
  public Failure notEdited(OAuthApp app) {
    String username = desired.gitea().username();
    String seen =
        context
            .password()
            .flatMap(basic ->
                RefusedPassword.describe(
                    RefusedPassword.formState(gateways.gitea(), basic), username))
            .orElse("");
    return NOT_EDITED.failure(app.name(), seen, username, desired.drone().redirectUri());
  }

  /**
   * Records that this program created the application. Then {@code destroy} may delete it, and its
   * secret may be replaced if this run stops before it has stored the secret.
   */
  public void madeByUs(OAuthApp app) {
    context.admin().remember(AdminKey.CREATED_APPS, List.of(app.clientId()));
  }

  /** Records a move: the old redirect URI, if the application had exactly one, and the new URI. */
  public void rememberMove(OAuthApp app, OAuthApp wanted) {
    List<String> added = new ArrayList<>(wanted.redirectUris());
    added.removeAll(app.redirectUris());
    boolean kept = wanted.redirectUris().containsAll(app.redirectUris());
    if (added.isEmpty() || !kept) {
      return;
    }
    // If there are several, somebody added the others on purpose.
    List<String> move =
        new ArrayList<>(app.redirectUris().size() == 1 ? app.redirectUris() : List.of());
    move.addAll(added);
    context.admin().remember(AdminKey.PENDING_REDIRECTS, move);
  }

  /**
   * Removes the record that an application is being created, but only if the file has an RPC
   * secret, too. Until then this is a first deploy.
   */
  public void forgetPending(HostSecrets before) {
    context.admin().forget(AdminKey.PENDING_ROTATION);
    if (before.get(Variable.DRONE_RPC_SECRET).isPresent()) {
      context.admin().forget(AdminKey.PENDING_APP);
    }
  }

  /** Reads the host's file, after a check that it can be written. */
  public Stored<HostSecrets> writable() {
    gateways.host().preflight();
    return gateways.host().read();
  }

  /** Stores the id and the secret of an application. */
  public void store(Stored<HostSecrets> file, MintedApp minted) {
    gateways
        .host()
        .write(
            file.revision(),
            Map.of(
                Variable.DRONE_GITEA_CLIENT_ID, Secret.of(minted.app().clientId()),
                Variable.DRONE_GITEA_CLIENT_SECRET, minted.secret()));
  }

  /** The application with Drone's redirect URI added to those it has. */
  public OAuthApp wanted(OAuthApp app) {
    String uri = desired.drone().redirectUri();
    List<String> uris = new ArrayList<>(app.redirectUris());
    if (!uris.contains(uri)) {
      uris.add(uri);
    }
    return with(app, uris);
  }

  /** The application with these redirect URIs, confidential, under its own name. */
  public static OAuthApp with(OAuthApp app, List<String> redirectUris) {
    return new OAuthApp(
        app.id(), Randomness.unmarked(app.name()), app.clientId(), redirectUris, true);
  }
}
