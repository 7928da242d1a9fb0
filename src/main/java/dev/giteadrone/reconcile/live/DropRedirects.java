package dev.giteadrone.reconcile.live;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.AppEditor;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;
import java.util.Optional;

/**
 * Removes the old redirect URIs after a move, if the running Drone uses the new one.
 *
 * @param old the URIs to remove
 */
public record DropRedirects(OAuthApp app, List<String> old) implements Step {
  /** Copies the list. */
  public DropRedirects {
    old = List.copyOf(old);
  }

  @Override
  public StepLine line() {
    return new StepLine(
        "drop-redirects",
        "old URI",
        Effect.CHANGES,
        old.isEmpty()
            ? "no redirect URI of an old address is left"
            : "redirect URI "
                + String.join(" ", old)
                + " is removed when the new one works (keeps the secret)");
  }

  /** Observes the running Drone first. A URI that it still uses stays. */
  @Override
  public Outcome apply(StepContext context) {
    String uri = context.desired().drone().redirectUri();
    Optional<LiveClient> live = context.gateways().drone().client().look();
    if (live.filter(c -> c.redirectUri().equals(uri) && c.probe() == ClientProbe.RIGHT).isEmpty()) {
      return new Outcome(
          Change.UNCHANGED,
          "redirect URI "
              + String.join(" ", old)
              + " stays: Drone "
              + live.map(c -> "sends " + c.redirectUri()).orElse("has no login"));
    }
    // Reads the application again: an earlier step of this run may have changed it.
    OAuthApp now =
        context.gateways().gitea().apps().all(context.token()).stream()
            .filter(each -> each.id() == app.id())
            .findFirst()
            .orElse(app);
    List<String> rest = now.redirectUris().stream().filter(kept -> !old.contains(kept)).toList();
    if (!rest.equals(now.redirectUris())) {
      new AppEditor(context).requireEdited(now, AppEditor.with(now, rest));
    }
    context.admin().forget(AdminKey.PENDING_REDIRECTS);
    return new Outcome(Change.UPDATED, "redirect URI " + String.join(" ", rest));
  }
}
