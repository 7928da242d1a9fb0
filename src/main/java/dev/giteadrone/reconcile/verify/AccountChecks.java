package dev.giteadrone.reconcile.verify;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.check.Checks;
import dev.giteadrone.reconcile.check.Found;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Checks whether the administrator can log in to Drone, and is an administrator there too. */
public final class AccountChecks {
  private static final Case DEAD_TOKEN = Case.of(ProblemId.DRONE_ADMIN, "dead-token");
  private static final Case ORDINARY = Case.of(ProblemId.DRONE_ADMIN, "ordinary", "user");
  private static final Case INACTIVE = Case.of(ProblemId.DRONE_ADMIN, "inactive", "user");

  private final Gateways gateways;
  private final Desired desired;
  private final UnaryOperator<Secret> keep;
  private final Function<Secret, Optional<DroneUser>> known;

  /**
   * Creates the checks; nothing runs yet.
   *
   * @param keep stores Drone's user token after a login, and returns the token that works from then
   *     on
   * @param known the account of a token, if Drone was asked for it before and it is as it should be
   */
  public AccountChecks(
      Gateways gateways,
      Desired desired,
      UnaryOperator<Secret> keep,
      Function<Secret, Optional<DroneUser>> known) {
    this.gateways = gateways;
    this.desired = desired;
    this.keep = keep;
    this.known = known;
  }

  /**
   * Logs in to Drone through Gitea.
   *
   * @param password the administrator's; empty if none is stored
   * @return the token from the login
   */
  public Optional<Secret> login(Checks checks, Optional<Secret> password) {
    if (password.isEmpty()) {
      checks.add(
          CheckResult.notRun(
              CheckId.DRONE_LOGIN, "no password stored; the tokens are enough for the rest"));
      return Optional.empty();
    }
    return checks.find(CheckId.DRONE_LOGIN, () -> login(password.get()));
  }

  private Found<Secret> login(Secret password) {
    long start = System.nanoTime();
    return switch (gateways.drone().login().as(desired.gitea().username(), password)) {
      case DroneLogin.LoggedIn(Secret given) -> {
        Secret works = keep.apply(given);
        yield Found.of(
            CheckResult.passed(
                CheckId.DRONE_LOGIN,
                desired.gitea().username() + " through Gitea",
                Duration.ofNanos(System.nanoTime() - start)),
            works);
      }
      case DroneLogin.Refused refused ->
          Found.nothing(
              refused.needsSecondFactor()
                  ? CheckResult.notRun(
                      CheckId.DRONE_LOGIN,
                      desired.gitea().username()
                          + " has a second factor, which only a person can give")
                  : CheckResult.failed(
                      CheckId.DRONE_LOGIN,
                      refused.problem(),
                      Duration.ofNanos(System.nanoTime() - start)));
    };
  }

  /** Asks Drone for the owner of the token. */
  public void admin(Checks checks, Optional<Secret> token) {
    if (token.isEmpty()) {
      checks.add(
          CheckResult.notRun(
              CheckId.DRONE_ADMIN, "no Drone token yet; a login, or DRONE_TOKEN, gives one"));
      return;
    }
    checks.run(CheckId.DRONE_ADMIN, () -> adminCheck(token.get()));
  }

  private CheckResult adminCheck(Secret token) {
    Optional<DroneUser> user = known.apply(token).or(() -> gateways.drone().accounts().find(token));
    if (user.isEmpty()) {
      return CheckResult.failed(CheckId.DRONE_ADMIN, DEAD_TOKEN.problem());
    }
    DroneUser account = user.get();
    if (account.isActiveAdmin()) {
      return CheckResult.passed(CheckId.DRONE_ADMIN, account.login() + ": active, administrator");
    }
    return CheckResult.failed(
        CheckId.DRONE_ADMIN, (account.active() ? ORDINARY : INACTIVE).problem(account.login()));
  }
}
