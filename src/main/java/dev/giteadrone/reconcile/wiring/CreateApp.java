package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.Comparator;

/**
 * Creates the OAuth2 application, lists the applications again, and stores id and secret.
 *
 * <p>The application first gets a name that only the admin file knows. So after a crash the next
 * run can tell it from one that another run creates. A PATCH request then sets the final name. It
 * also creates a new secret, and that one is stored.
 */
public record CreateApp(String name, String redirectUri) implements Step {
  private static final Case OVERTAKEN =
      Case.of(ProblemId.OAUTH_APP, "overtaken", "drone", "client");

  @Override
  public StepLine line() {
    return new StepLine(
        "create-app", "app", Effect.CREATES, name + ", redirect URI " + redirectUri);
  }

  @Override
  public boolean endsInDeploy() {
    return true;
  }

  @Override
  public Outcome apply(StepContext context) {
    AppEditor editor = new AppEditor(context);
    Credential owner = context.token();
    Stored<HostSecrets> file = editor.writable();
    Stored<AdminRecord> admin = context.gateways().admin().read();
    String random = name + context.random().appMark();
    Revision pending =
        context
            .gateways()
            .admin()
            .write(admin.revision(), admin.value().with(AdminKey.PENDING_APP, random));
    OAuthApp created = context.gateways().gitea().apps().create(owner, random, redirectUri).app();
    requireLowest(context, created, pending);
    editor.madeByUs(created);
    MintedApp minted = context.gateways().gitea().apps().mintSecret(owner, editor.wanted(created));
    editor.store(file, minted);
    editor.forgetPending(file.value());
    return new Outcome(
        Change.CREATED,
        minted.app().name() + ", client " + OAuthApp.describe(minted.app().clientId()));
  }

  /**
   * Requires that the new application has the lowest id. Gitea accepts any number of equal
   * applications: if several runs create one at the same time, the one with the lowest id stays.
   *
   * @param pending the revision of the admin file since it records that an application is being
   *     created
   */
  private void requireLowest(StepContext context, OAuthApp made, Revision pending) {
    Gitea gitea = context.gateways().gitea();
    OAuthApp lowest =
        gitea.apps().all(context.token()).stream()
            .filter(app -> app.redirectUris().contains(redirectUri))
            .min(Comparator.comparingLong(OAuthApp::id))
            .orElse(made);
    if (lowest.id() == made.id()) {
      return;
    }
    gitea.apps().delete(context.token(), made.id());
    context.gateways().admin().undo(pending);
    throw OVERTAKEN.failure(context.desired().drone().url(), lowest.clientId());
  }
}
