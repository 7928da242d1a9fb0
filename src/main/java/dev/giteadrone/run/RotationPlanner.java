package dev.giteadrone.run;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.RenewDataKey;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.access.AccessPlanner;
import dev.giteadrone.reconcile.access.ChangePassword;
import dev.giteadrone.reconcile.access.CreateToken;
import dev.giteadrone.reconcile.wiring.CopyRpcSecret;
import dev.giteadrone.reconcile.wiring.GenerateRpcSecret;
import dev.giteadrone.reconcile.wiring.MintClientSecret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how to rotate a secret that works. A secret that does not work is repaired by {@code
 * bootstrap}.
 */
final class RotationPlanner {
  private static final Case FOREIGN = Case.of(ProblemId.ROTATE, "foreign", "secret", "file");
  private static final Case NO_PASSWORD =
      Case.of(ProblemId.ROTATE, "no-password", "secret", "file");

  private final Desired desired;

  RotationPlanner(Desired desired) {
    this.desired = desired;
  }

  Plan plan(Rotation what, boolean dataKey, AccessObserved access, WiringObserved wiring) {
    Plan plan = plan(what, access, wiring);
    if (!dataKey || !plan.refusals().isEmpty()) {
      return plan;
    }
    // Comes before the new secret is in the file, so that nobody with the old data key can ever
    // read it.
    List<Step> steps = new ArrayList<>(renewals(what));
    steps.addAll(plan.steps());
    return new Plan(plan.stage(), steps, List.of(), List.of(stillKnown(what, access, wiring)));
  }

  private List<Step> renewals(Rotation what) {
    return switch (what) {
      case CLIENT_SECRET -> List.of(renewal(RenewDataKey.SecretsFile.HOST, host()));
      case RPC_SECRET -> {
        List<Step> both = new ArrayList<>();
        both.add(renewal(RenewDataKey.SecretsFile.HOST, host()));
        desired
            .secrets()
            .runner()
            .ifPresent(runner -> both.add(renewal(RenewDataKey.SecretsFile.RUNNER, runner.file())));
        yield both;
      }
      case ADMIN_PASSWORD, ADMIN_TOKEN ->
          List.of(renewal(RenewDataKey.SecretsFile.ADMIN, desired.secrets().admin()));
    };
  }

  private static Step renewal(RenewDataKey.SecretsFile file, Path path) {
    return new RenewDataKey(file, name(path));
  }

  /** A new data key protects what is written from now on, not what could be read before. */
  private String stillKnown(Rotation what, AccessObserved access, WiringObserved wiring) {
    List<String> known = new ArrayList<>();
    boolean host = what == Rotation.CLIENT_SECRET || what == Rotation.RPC_SECRET;
    if (host) {
      knew(known, what, Rotation.CLIENT_SECRET, "Drone's client secret");
      knew(known, what, Rotation.RPC_SECRET, "the RPC secret");
      if (wiring.host().others() > 0) {
        known.add(wiring.host().others() + " other variables");
      }
    } else {
      if (access.admin().get(AdminKey.PASSWORD).isPresent()) {
        knew(known, what, Rotation.ADMIN_PASSWORD, "the administrator's password");
      }
      knew(known, what, Rotation.ADMIN_TOKEN, "the access token");
      if (access.admin().get(AdminKey.DRONE_TOKEN).isPresent()) {
        known.add("Drone's user token (POST /api/user/token?rotate=true creates a new one)");
      }
    }
    return "anybody who could read an old revision of "
        + name(host ? host() : desired.secrets().admin())
        + " still knows "
        + (known.isEmpty() ? "" : String.join(", ", known) + ", ")
        + "and the other values in that file";
  }

  private static void knew(List<String> known, Rotation now, Rotation other, String what) {
    if (now != other) {
      known.add(what + " (gitea-drone rotate " + other.label() + ")");
    }
  }

  private Path host() {
    return desired.secrets().host().file();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Plan plan(Rotation what, AccessObserved access, WiringObserved wiring) {
    return switch (what) {
      case CLIENT_SECRET -> clientSecret(wiring);
      case RPC_SECRET -> rpcSecret();
      case ADMIN_PASSWORD ->
          withPassword(what, access, new ChangePassword(desired.gitea().username(), "asked for"));
      case ADMIN_TOKEN ->
          withPassword(
              what, access, new CreateToken(desired.gitea().username(), AccessPlanner.SCOPES));
    };
  }

  private Plan clientSecret(WiringObserved wiring) {
    Optional<OAuthApp> app = wiring.host().clientId().flatMap(wiring::app);
    return app.map(
            ours -> Plan.of(Stage.WIRING, List.of(new MintClientSecret(ours, true, "asked for"))))
        .orElseGet(() -> refused(Stage.WIRING, Rotation.CLIENT_SECRET, FOREIGN, host()));
  }

  private Plan rpcSecret() {
    List<Step> steps = new ArrayList<>();
    steps.add(new GenerateRpcSecret(true));
    desired
        .secrets()
        .runner()
        .ifPresent(runner -> steps.add(new CopyRpcSecret(runner.file().toString())));
    return Plan.of(Stage.WIRING, steps);
  }

  private Plan withPassword(Rotation what, AccessObserved access, Step step) {
    return access.admin().get(AdminKey.PASSWORD).isPresent()
        ? Plan.of(Stage.ACCESS, List.of(step))
        : refused(Stage.ACCESS, what, NO_PASSWORD, desired.secrets().admin());
  }

  private static Plan refused(Stage stage, Rotation what, Case why, Path file) {
    return Plan.refused(
        stage,
        new Refusal(
            what.label(), why.exit(), why.problemAs("rotate." + what.label(), what.label(), file)));
  }
}
