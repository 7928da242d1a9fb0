package dev.giteadrone.run;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.Writing;
import dev.giteadrone.reconcile.canary.CanaryChecks;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.reconcile.check.Verified;
import dev.giteadrone.reconcile.verify.AccountChecks;
import dev.giteadrone.reconcile.verify.BasicChecks;
import dev.giteadrone.reconcile.verify.DroneTokens;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Runs every check it can, and reports all failures. */
final class Verification {
  private final Session session;

  Verification(Session session) {
    this.session = session;
  }

  /**
   * Runs the checks of the run's level.
   *
   * @param wanted what it may write for that; a frozen run writes nothing
   * @param seen the last observation
   */
  void verify(Writing wanted, WiringObserved seen) {
    session.warnOfClocks();
    StageLog log = session.log().begin(Stage.VERIFY, "");
    Writing writing = session.options().frozen() ? Writing.NOTHING : wanted;
    session.log().verified(checked(writing, seen));
    log.end();
  }

  private Verified checked(Writing writing, WiringObserved seen) {
    Desired desired = session.desired();
    Level level = session.options().level();
    Checks checks = new Checks(session.progress());
    new BasicChecks(desired, seen).run(checks);
    AccountChecks account =
        new AccountChecks(session.gateways(), desired, keeping(writing), session::knownAccount);
    Optional<Secret> token = session.droneToken(seen.access());
    if (level != Level.BASIC && writing == Writing.NOTHING) {
      checks.add(
          CheckResult.notRun(
              CheckId.DRONE_LOGIN, "a frozen run does not log in; gitea-drone verify does"));
    } else if (level != Level.BASIC) {
      Optional<Secret> stored = token;
      token = account.login(checks, seen.admin().get(AdminKey.PASSWORD)).or(() -> stored);
    }
    account.admin(checks, token);
    OptionalLong build =
        level == Level.FULL
            ? canary(writing, seen.access(), token).run(checks)
            : OptionalLong.empty();
    return checks.verified(build);
  }

  private CanaryChecks canary(Writing writing, AccessObserved access, Optional<Secret> token) {
    return new CanaryChecks(
        session.gateways(),
        session.desired(),
        session.poller(),
        session.deadline(),
        writing,
        access,
        token);
  }

  private UnaryOperator<Secret> keeping(Writing writing) {
    DroneTokens tokens =
        new DroneTokens(
            session.gateways(),
            session.desired(),
            session.progress(),
            session.poller(),
            session.deadline());
    return writing == Writing.RESTORE ? tokens::settle : tokens::keep;
  }

  /**
   * Runs the checks that the host can make by itself.
   *
   * @param seen an observation without the admin file
   */
  void verifyOnHost(WiringObserved seen) {
    StageLog log = session.log().begin(Stage.VERIFY, "");
    Checks checks = new Checks(session.progress());
    new BasicChecks(session.desired(), seen).runOnHost(checks);
    session.log().verified(checks.verified(OptionalLong.empty()));
    log.end();
  }
}
