package dev.giteadrone.reconcile.live;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;

/**
 * Adds the redirect URI of Drone's new address to an application. The old URI stays until the new
 * one is seen to work, so a wrong address breaks no login. The change goes through the web form,
 * which keeps the secret. Then the step waits until the deploy before it takes effect.
 */
public record AddRedirect(OAuthApp app, String redirectUri) implements Step {
  @Override
  public StepLine line() {
    return new StepLine(
        "add-redirect",
        "new URI",
        Effect.CHANGES,
        "redirect URI "
            + redirectUri
            + " beside "
            + String.join(" ", app.redirectUris())
            + " (keeps the secret)");
  }

  @Override
  public Outcome apply(StepContext context) {
    AppEditor editor = new AppEditor(context);
    OAuthApp wanted = editor.wanted(app);
    List<String> before =
        context.gateways().admin().read().value().words(AdminKey.PENDING_REDIRECTS);
    editor.rememberMove(app, wanted);
    if (!editor.edited(wanted)) {
      context.admin().change(record -> record.withWords(AdminKey.PENDING_REDIRECTS, before));
      throw editor.notEdited(app);
    }
    new DeployRun(context).requireEffect();
    return new Outcome(Change.UPDATED, line().text());
  }
}
