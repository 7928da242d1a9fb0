package dev.giteadrone.reconcile;

import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneLogin;
import dev.giteadrone.model.DroneUser;
import dev.giteadrone.model.Level;
import dev.giteadrone.model.Observed;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Wait;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Proves that all is as it should be: runs every check it can and reports all failures. */
public final class Verifier {
  private final Ports ports;
  private final Desired desired;
  private final Progress progress;
  private final Wait wait;
  private final Supplier<Deadline> deadline;

  /** Verifies against {@code desired}. */
  public Verifier(
      Ports ports, Desired desired, Progress progress, Wait wait, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.desired = desired;
    this.progress = progress;
    this.wait = wait;
    this.deadline = deadline;
  }

  /**
   * Runs the checks of a level.
   *
   * @param writing what it may write for that
   * @param seen what was observed last
   * @param keepToken is handed Drone's user token after a login, to keep it; returns the one that
   *     works from then on
   */
  public Verified verify(
      Level level, Writing writing, Observed seen, UnaryOperator<Secret> keepToken) {
    Checks checks = new Checks(progress);
    new BasicChecks(desired, seen).run(checks);
    Optional<Secret> token = stored(seen);
    if (level != Level.BASIC && writing == Writing.NOTHING) {
      checks.add(
          CheckResult.notRun(
              CheckId.DRONE_LOGIN, "a frozen run does not log in; gitea-drone verify does"));
    } else if (level != Level.BASIC) {
      token = login(checks, seen, keepToken).or(() -> stored(seen));
    }
    admin(checks, token);
    if (level == Level.FULL) {
      new CanaryChecks(ports, desired, wait, deadline).run(checks, writing, seen.access(), token);
    }
    return checks.verified();
  }

  /**
   * Runs the checks that the host can make by itself.
   *
   * @param seen what {@link Observer#filesOnHost} led to
   */
  public Verified verifyOnHost(Observed seen) {
    Checks checks = new Checks(progress);
    new BasicChecks(desired, seen).runOnHost(checks);
    return checks.verified();
  }

  private Optional<Secret> stored(Observed seen) {
    return desired.drone().givenToken().or(() -> seen.access().admin().get(AdminKey.DRONE_TOKEN));
  }

  private Optional<Secret> login(Checks checks, Observed seen, UnaryOperator<Secret> keepToken) {
    Optional<Secret> password = seen.access().admin().get(AdminKey.PASSWORD);
    if (password.isEmpty()) {
      checks.add(
          CheckResult.notRun(CheckId.DRONE_LOGIN, "no password stored; the tokens carry the rest"));
      return Optional.empty();
    }
    Box token = new Box();
    checks.run(
        CheckId.DRONE_LOGIN,
        () -> loginCheck(password.get(), token, keepToken),
        CheckId.DRONE_CLIENT_SECRET,
        CheckId.DRONE_REDIRECT_URI);
    return token.value;
  }

  private static final class Box {
    Optional<Secret> value = Optional.empty();
  }

  private CheckResult loginCheck(Secret password, Box token, UnaryOperator<Secret> keepToken) {
    long start = System.nanoTime();
    return switch (ports.drone().login(desired.gitea().username(), password)) {
      case DroneLogin.LoggedIn(Secret given) -> {
        token.value = Optional.of(keepToken.apply(given));
        yield CheckResult.passed(
            CheckId.DRONE_LOGIN,
            desired.gitea().username() + " through Gitea",
            Duration.ofNanos(System.nanoTime() - start));
      }
      case DroneLogin.Refused refused ->
          refused.needsSecondFactor()
              ? CheckResult.notRun(
                  CheckId.DRONE_LOGIN,
                  desired.gitea().username() + " has a second factor, which only a person has")
              : CheckResult.failed(
                  CheckId.DRONE_LOGIN,
                  refused.problem(),
                  Duration.ofNanos(System.nanoTime() - start));
    };
  }

  private void admin(Checks checks, Optional<Secret> token) {
    if (token.isEmpty()) {
      checks.add(
          CheckResult.notRun(
              CheckId.DRONE_ADMIN, "no Drone token yet; a login, or DRONE_TOKEN, gives one"));
      return;
    }
    checks.run(CheckId.DRONE_ADMIN, () -> adminCheck(token.get()), CheckId.DRONE_READY);
  }

  private CheckResult adminCheck(Secret token) {
    Optional<DroneUser> user = ports.drone().user(token);
    if (user.isEmpty()) {
      return CheckResult.failed(
          CheckId.DRONE_ADMIN,
          Problem.of(
                  CheckId.DRONE_ADMIN.id(),
                  "asking Drone whose token we have",
                  "Drone refuses it",
                  "gitea-drone verify --level login with the password in the admin file, or set DRONE_TOKEN")
              .because("Drone's database was reset, or the token was rotated"));
    }
    DroneUser account = user.get();
    if (account.admin() && account.active()) {
      return CheckResult.passed(CheckId.DRONE_ADMIN, account.login() + ": active, administrator");
    }
    return CheckResult.failed(
        CheckId.DRONE_ADMIN,
        Problem.of(
                CheckId.DRONE_ADMIN.id(),
                "looking at Drone's account " + account.login(),
                account.active() ? "it is no administrator" : "it is not active",
                "set DRONE_USER_CREATE=username:" + account.login() + ",admin:true and deploy")
            .because(
                "DRONE_USER_CREATE names nobody, or the name in another case: PostgreSQL compares exactly"));
  }
}
