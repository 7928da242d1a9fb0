package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.reconcile.RefusedPassword;

/** The problems of an administrator that cannot be used. Each says what the operator can do. */
final class AccessProblems {
  private static final Case TAKEN = of("taken", "user", "adminFile", "scopes");
  private static final Case CLOSED = of("closed", "user", "adminFile");
  private static final Case CAPTCHA = of("captcha", "user", "adminFile");
  private static final Case NO_WAY = of("no-way", "user", "adminFile");
  private static final Case NEVER = of("never", "user", "adminFile");
  private static final Case NO_CLI = of("no-cli", "user");
  private static final Case NOT_FIRST = of("not-first", "user", "adminFile");
  private static final Case NO_GIVEN = of("no-given", "user");
  private static final Case GIVEN_ORDINARY = of("given-ordinary", "user", "login");
  private static final Case MUST_CHANGE = of("must-change", "user", "adminFile");
  private static final Case INACTIVE = of("inactive", "user", "adminFile");
  private static final Case NO_PASSWORD_SIGN_IN =
      of("no-password-sign-in", "user", "adminFile", "seen", "scopes");
  private static final Case WRONG = of("wrong-password", "user", "adminFile", "scopes");
  private static final Case WRONG_OR_FACTOR =
      of("wrong-password-or-second-factor", "user", "adminFile", "scopes");
  private static final Case ORDINARY = Case.of(ProblemId.ADMIN_IS_ADMIN, "ordinary", "user");

  private static final String SCOPES = String.join(" and ", AccessPlanner.SCOPES);

  private final Object user;
  private final Object file;

  AccessProblems(Desired desired) {
    this.user = desired.gitea().username();
    this.file = desired.secrets().admin();
  }

  private static Case of(String key, String... names) {
    return Case.of(ProblemId.ADMIN_EXISTS, key, names);
  }

  /** The sign-up page is closed. */
  Problem closed() {
    return CLOSED.problem(user, file);
  }

  /** As {@link #closed}, seen only when the form was to be sent. */
  Failure closedNow() {
    return CLOSED.failure(user, file);
  }

  /** The sign-up page asks for a captcha. */
  Problem captcha() {
    return CAPTCHA.problem(user, file);
  }

  /** There are no credentials, and no way to create an administrator that is safe. */
  Problem noWay() {
    return NO_WAY.problem(user, file);
  }

  /** There are no credentials, and the configuration forbids to create an administrator. */
  Problem never() {
    return NEVER.problem(user, file);
  }

  /** The configuration asks for Gitea's command line, and does not have it. */
  Problem noCli() {
    return NO_CLI.problem(user);
  }

  /** A user who signs up would not be the first. */
  Problem notFirst() {
    return NOT_FIRST.problem(user, file);
  }

  /** The configuration asks for GITEA_TOKEN, and there is none. */
  Problem noGivenToken() {
    return NO_GIVEN.problem(user);
  }

  /** GITEA_TOKEN belongs to an ordinary user. */
  Problem givenTokenOf(String login) {
    return GIVEN_ORDINARY.problem(user, login);
  }

  /** The problem of a user that exists and that this program did not create. */
  Problem nameTaken() {
    return TAKEN.problem(user, file, SCOPES);
  }

  /** As {@link #nameTaken}, seen only when the user was to be created. */
  Failure nameTakenNow() {
    return TAKEN.failure(user, file, SCOPES);
  }

  /** The problem of credentials that do not work. */
  Problem credentials(PasswordState state) {
    return switch (state) {
      case MUST_CHANGE -> MUST_CHANGE.problem(user, file);
      case INACTIVE -> INACTIVE.problem(user, file);
      case SECOND_FACTOR, FORM_ONLY ->
          NO_PASSWORD_SIGN_IN.problem(
              user,
              file,
              RefusedPassword.describe(state, String.valueOf(user)).orElseThrow(),
              SCOPES);
      case UNTOLD -> WRONG_OR_FACTOR.problem(user, file, SCOPES);
      case REFUSED, CURRENT, NEXT -> WRONG.problem(user, file, SCOPES);
    };
  }

  /** The user exists, and is no administrator. */
  Problem notAdmin() {
    return ORDINARY.problem(user);
  }
}
