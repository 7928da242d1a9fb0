package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Writing;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.reconcile.check.Found;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The proof with a canary: a push to a repository that this program created starts a build, and
 * every wanted runner takes its part of it.
 */
public final class CanaryChecks {
  private static final String FROZEN = "a frozen run pushes nothing; gitea-drone verify does";

  private final CanaryRun run;
  private final CanaryWiring wiring;
  private final AccessObserved access;
  private final Writing writing;

  /**
   * Creates the checks; nothing runs yet.
   *
   * @param writing what may be written for the proof
   * @param access the administrator and token in Gitea
   * @param drone a user's token of Drone; empty if there is none
   */
  public CanaryChecks(
      Gateways gateways,
      Desired desired,
      Poller poller,
      Supplier<Deadline> deadline,
      Writing writing,
      AccessObserved access,
      Optional<Secret> drone) {
    Credential gitea = access.token().map(Credential.class::cast).orElse(Credential.ANONYMOUS);
    this.run =
        new CanaryRun(gateways, desired, poller, deadline, gitea, drone.orElse(Secret.of("")));
    this.wiring = new CanaryWiring(gateways, desired, writing, gitea, run.drone());
    this.access = access;
    this.writing = writing;
  }

  /**
   * Runs the checks.
   *
   * @return the number of the build; empty if there was none
   */
  public OptionalLong run(Checks checks) {
    Optional<CanaryWiring.Canary> canary = checks.find(CheckId.DRONE_SYNC, this::sync);
    checks.run(CheckId.DRONE_ACTIVATION, () -> wiring.activation(canary.orElseThrow()));
    checks.run(CheckId.WEBHOOK_CREATED, () -> wiring.webhook(canary.orElseThrow()));
    if (writing == Writing.NOTHING && checks.holds(CheckId.WEBHOOK_CREATED)) {
      frozen(checks);
      return OptionalLong.empty();
    }
    Optional<Delivered> delivered =
        checks.find(
            CheckId.WEBHOOK_DELIVERED,
            () -> new DeliveryCheck(run).check(canary.orElseThrow().repository()));
    boolean ended = new RunnerChecks(run).check(checks, delivered);
    checks.run(
        CheckId.STATUS_REPORTED, () -> new StatusCheck(run).check(delivered.orElseThrow(), ended));
    return delivered
        .map(pushed -> OptionalLong.of(pushed.build().number()))
        .orElse(OptionalLong.empty());
  }

  private Found<CanaryWiring.Canary> sync() {
    return access.token().isEmpty()
        ? Found.nothing(
            CheckResult.notRun(
                CheckId.DRONE_SYNC, "no access token yet; gitea-drone bootstrap creates one"))
        : wiring.sync(access.user().orElseThrow().login());
  }

  private void frozen(Checks checks) {
    checks.add(CheckResult.notRun(CheckId.WEBHOOK_DELIVERED, FROZEN));
    run.desired()
        .drone()
        .runners()
        .forEach(type -> checks.add(CheckResult.notRun(CheckId.of(type), FROZEN)));
    checks.add(CheckResult.notRun(CheckId.STATUS_REPORTED, FROZEN));
  }
}
