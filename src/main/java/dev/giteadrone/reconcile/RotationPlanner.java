package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Rotation;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.WiringObserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how to make something anew that works; what does not work is a case for {@code
 * bootstrap}.
 */
final class RotationPlanner {
  private final Desired desired;

  RotationPlanner(Desired desired) {
    this.desired = desired;
  }

  Plan plan(Rotation what, AccessObserved access, WiringObserved wiring) {
    return switch (what) {
      case CLIENT_SECRET -> clientSecret(wiring);
      case RPC_SECRET -> rpcSecret();
      case ADMIN_PASSWORD ->
          withPassword(
              what, access, new Step.ChangePassword(desired.gitea().username(), "asked for"));
      case ADMIN_TOKEN ->
          withPassword(
              what, access, new Step.CreateToken(desired.gitea().username(), AccessPlanner.SCOPES));
    };
  }

  private Plan clientSecret(WiringObserved wiring) {
    Optional<OAuthApp> app = wiring.host().clientId().flatMap(wiring::app);
    return app.map(ours ->
            Plan.of(Stage.WIRING, List.of(new Step.MintClientSecret(ours, true, "asked for"))))
        .orElseGet(() ->
            refused(
                Stage.WIRING,
                Rotation.CLIENT_SECRET,
                "the application belongs to somebody else, and is never changed",
                "have its owner make a new secret, and store it with sops edit "
                    + desired.secrets().host().file()));
  }

  private Plan rpcSecret() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.GenerateRpcSecret(true));
    desired
        .secrets()
        .runner()
        .ifPresent(runner -> steps.add(new Step.CopyRpcSecret(runner.file().toString())));
    return Plan.of(Stage.WIRING, steps);
  }

  private Plan withPassword(Rotation what, AccessObserved access, Step step) {
    return access.admin().get(AdminKey.PASSWORD).isPresent()
        ? Plan.of(Stage.ACCESS, List.of(step))
        : refused(
            Stage.ACCESS,
            what,
            "there is no password in "
                + desired.secrets().admin()
                + ", and Gitea wants one for this",
            "store it: sops edit " + desired.secrets().admin() + " (key password)");
  }

  private static Plan refused(Stage stage, Rotation what, String seen, String next) {
    return new Plan(
        stage,
        List.of(),
        List.of(
            new Plan.Refusal(
                what.label(),
                ExitCode.NOT_AUTHORISED,
                Problem.of("rotate." + what.label(), "rotating " + what.label(), seen, next))),
        List.of());
  }
}
