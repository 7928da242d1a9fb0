package dev.giteadrone.run;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Writing;
import dev.giteadrone.reconcile.canary.CanaryChecks;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.reconcile.check.Verified;
import dev.giteadrone.reconcile.verify.AccountChecks;
import dev.giteadrone.reconcile.verify.BasicChecks;
import dev.giteadrone.reconcile.verify.PasswordCheck;
import dev.giteadrone.time.Parallel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What verification would find broken, although no planned step changes it. Only reads. A check
 * that cannot be made without a write is left out.
 */
final class Forecast implements AutoCloseable {
  /** What no step of ours changes. */
  private static final Set<CheckId> OF_OTHERS =
      EnumSet.of(
          CheckId.SOPS_RECIPIENTS,
          CheckId.GITEA_VERSION,
          CheckId.GITEA_ROOT_URL,
          CheckId.ADMIN_IS_ADMIN,
          CheckId.DRONE_EDITION);

  private final Session session;
  private final Desired desired;
  private final Parallel<Verified> account;

  /**
   * Starts to look at the account and the canary, beside what else is observed.
   *
   * @param access the administrator and token in Gitea, which needs no step
   */
  Forecast(Session session, AccessObserved access) {
    this.session = session;
    this.desired = session.desired();
    this.account = Parallel.start(() -> account(access));
  }

  /** Everything, if there is nothing to do. */
  void all(WiringObserved seen) {
    Checks checks = new Checks(Progress.SILENT);
    new BasicChecks(desired, seen).run(checks);
    checks.addAll(account.get());
    session.log().verified(checks.verified(OptionalLong.empty()));
  }

  /** What does not depend on the planned steps. */
  static void some(Session session, WiringObserved seen) {
    Checks every = new Checks(Progress.SILENT);
    new BasicChecks(session.desired(), seen).run(every);
    session
        .log()
        .verified(
            every
                .verified(OptionalLong.empty())
                .only(result ->
                    OF_OTHERS.contains(result.check())
                        && result.status() != CheckResult.Status.NOT_REACHED));
  }

  private Verified account(AccessObserved access) {
    Checks checks = new Checks(Progress.SILENT);
    Optional<Secret> token = session.droneToken(access);
    new PasswordCheck(session.gateways().gitea(), desired).run(checks, access.admin());
    new AccountChecks(session.gateways(), desired, secret -> secret, session::knownAccount)
        .admin(checks, token);
    OptionalLong none =
        new CanaryChecks(
                session.gateways(),
                desired,
                session.poller(),
                session.deadline(),
                Writing.NOTHING,
                access,
                token)
            .run(checks);
    return checks
        .verified(none)
        .only(result ->
            result.status() != CheckResult.Status.NOT_RUN
                && result.status() != CheckResult.Status.NOT_REACHED);
  }

  @Override
  public void close() {
    account.close();
  }
}
