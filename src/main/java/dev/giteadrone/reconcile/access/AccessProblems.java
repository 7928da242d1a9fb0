package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.reconcile.RefusedPassword;

/** The problems of an administrator that cannot be used. Each says what the operator can do. */
final class AccessProblems {
  private final Desired desired;
  private final GiteaTarget gitea;

  AccessProblems(Desired desired) {
    this.desired = desired;
    this.gitea = desired.gitea();
  }

  /** The problem of a sign-up page that cannot be used. */
  Problem noSignUp(String why) {
    return noCredentials(
        why,
        "set gitea.admin.cli to the prefix of Gitea's own command line, or GITEA_TOKEN to an"
            + " administrator's token");
  }

  /** The problem of a user that exists and that this program did not create. */
  Problem nameTaken() {
    return Problem.of(
        "admin.exists",
        "creating the administrator " + gitea.username(),
        "the user name is taken, and users that this program did not create are never changed",
        "choose another gitea.admin.username, or, if it is yours, store its password: "
            + storePassword());
  }

  /** The problem of credentials that do not work. */
  Problem credentials(PasswordState state) {
    String tried =
        "signing in as "
            + gitea.username()
            + " with the credentials in "
            + desired.secrets().admin()
            + " holds";
    String ownToken =
        "set GITEA_TOKEN to a token of "
            + gitea.username()
            + " with the scopes "
            + String.join(" and ", AccessPlanner.SCOPES);
    return switch (state) {
      case MUST_CHANGE ->
          Problem.of(
              "admin.exists",
              tried,
              "Gitea requires a password change first",
              "change it in the browser, then store the new one: "
                  + storePassword()
                  + "; or run gitea admin user must-change-password --unset "
                  + gitea.username());
      case INACTIVE ->
          Problem.of(
              "admin.exists",
              tried,
              "the account is not active, or prohibited from signing in",
              "activate it in Gitea's site administration, and clear Disable Sign-In there");
      case SECOND_FACTOR, FORM_ONLY ->
          Problem.of(
              "admin.exists",
              tried,
              RefusedPassword.describe(state, gitea.username()).orElseThrow(),
              "set gitea.admin.cli to the prefix of Gitea's own command line, which"
                  + " can still create a token; or "
                  + ownToken);
      case REFUSED, UNTOLD, CURRENT, NEXT ->
          Problem.of(
                  "admin.exists",
                  tried,
                  "Gitea refuses it",
                  "store the right password: "
                      + storePassword()
                      + "; or, with a second factor, "
                      + ownToken)
              .because(
                  state == PasswordState.UNTOLD
                      ? "the password is wrong, or the account has a second factor:"
                          + " Gitea gives the same answer to both"
                      : "the password is wrong: Gitea's web form refuses it too");
    };
  }

  Problem noCredentials(String seen, String next) {
    return Problem.of(
        "admin.exists", "finding a way to the administrator " + gitea.username(), seen, next);
  }

  Problem notAdmin() {
    return Problem.of(
        "admin.is-admin",
        "using " + gitea.username() + " as the administrator",
        "it is an ordinary user",
        "make it one in Gitea's site administration, or name another user in gitea.admin.username");
  }

  String storePassword() {
    return "sops edit " + desired.secrets().admin() + " (key " + AdminKey.PASSWORD.key() + ")";
  }
}
