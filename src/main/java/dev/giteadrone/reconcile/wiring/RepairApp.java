package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;

/**
 * Sets the wanted redirect URI of an application and makes it confidential.
 *
 * @param redirectUris all redirect URIs that it has afterwards
 * @param keepsSecret true for the web form, false for a PATCH request, which creates a new secret
 */
public record RepairApp(OAuthApp app, List<String> redirectUris, boolean keepsSecret)
    implements Step {
  /** Copies the list. */
  public RepairApp {
    redirectUris = List.copyOf(redirectUris);
  }

  @Override
  public StepLine line() {
    String from = String.join(" ", app.redirectUris());
    String what =
        app.redirectUris().equals(redirectUris)
            ? "public → confidential"
            : "redirect URI " + from + " → " + String.join(" ", redirectUris);
    return new StepLine(
        "repair-app",
        "app",
        keepsSecret ? Effect.CHANGES : Effect.ROTATES,
        what + (keepsSecret ? " (keeps the secret)" : " (creates a new secret)"));
  }

  @Override
  public boolean endsInDeploy() {
    return !keepsSecret;
  }

  @Override
  public Outcome apply(StepContext context) {
    AppEditor editor = new AppEditor(context);
    OAuthApp wanted = AppEditor.with(app, redirectUris);
    if (!keepsSecret) {
      return editor.mint(app, wanted, true);
    }
    editor.requireEdited(app, wanted);
    return new Outcome(Change.UPDATED, line().text());
  }
}
