package dev.giteadrone.reconcile.verify;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.check.Checks;
import java.util.Optional;

/**
 * Checks without a login to Drone whether Gitea accepts the stored password. A token works without
 * it, so a password that somebody changed is found only by asking.
 */
public final class PasswordCheck {
  private static final Case DEAD =
      Case.of(ProblemId.DRONE_LOGIN, "dead-password", "user", "seen", "file");

  private final Gitea gitea;
  private final Desired desired;

  /** Creates the check; nothing runs yet. */
  public PasswordCheck(Gitea gitea, Desired desired) {
    this.gitea = gitea;
    this.desired = desired;
  }

  /** Tries the password, if there is one. */
  public void run(Checks checks, AdminRecord admin) {
    Optional<Secret> password = admin.get(AdminKey.PASSWORD);
    if (password.isPresent()) {
      checks.run(
          CheckId.DRONE_LOGIN,
          () -> result(new Credential.Basic(desired.gitea().username(), password.get())));
    }
  }

  private CheckResult result(Credential.Basic basic) {
    if (gitea.users().signIn(basic) instanceof SignIn.Accepted) {
      return CheckResult.passed(CheckId.DRONE_LOGIN, "Gitea accepts the stored password");
    }
    PasswordState state = RefusedPassword.formState(gitea, basic);
    return switch (state) {
      case CURRENT, NEXT -> CheckResult.passed(CheckId.DRONE_LOGIN, "Gitea's form accepts it");
      case SECOND_FACTOR, FORM_ONLY, UNTOLD ->
          CheckResult.notRun(CheckId.DRONE_LOGIN, "the account has a second factor, perhaps");
      case REFUSED -> dead("Gitea refuses the stored password");
      case MUST_CHANGE -> dead("Gitea requires a password change first");
      case INACTIVE -> dead("the account is not active, or prohibited from signing in");
    };
  }

  private CheckResult dead(String seen) {
    return CheckResult.failed(
        CheckId.DRONE_LOGIN,
        DEAD.problem(desired.gitea().username(), seen, desired.secrets().admin()));
  }
}
