package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;

/**
 * Checks that the file can be written, tells Gitea to create a new client secret, and stores id and
 * secret.
 *
 * @param rotates whether somebody may have the old secret
 * @param why why the file needs a new one
 */
public record MintClientSecret(OAuthApp app, boolean rotates, String why) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "mint-client-secret",
        "secret",
        rotates ? Effect.ROTATES : Effect.CHANGES,
        "new client secret for " + app.name() + ": " + why);
  }

  @Override
  public boolean endsInDeploy() {
    return true;
  }

  @Override
  public Outcome apply(StepContext context) {
    AppEditor editor = new AppEditor(context);
    // An address that Drone does not use yet may be mistyped, so it is added after the deploy.
    OAuthApp wanted =
        usedByDrone(context) ? editor.wanted(app) : AppEditor.with(app, app.redirectUris());
    return editor.mint(app, wanted, rotates);
  }

  private boolean usedByDrone(StepContext context) {
    String uri = context.desired().drone().redirectUri();
    return !app.redirectUris().contains(uri)
        && context
            .gateways()
            .drone()
            .client()
            .look()
            .filter(live -> live.clientId().equals(app.clientId()))
            .filter(live -> live.redirectUri().equals(uri))
            .isPresent();
  }
}
