package dev.giteadrone.reconcile;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import java.util.Optional;

/**
 * Why Gitea's API refuses a password, as its web form tells it: the API's 401 is the same for
 * another password, a second factor and an account that may not sign in.
 */
public final class RefusedPassword {
  private RefusedPassword() {}

  /** Asks the web form about a password that the API refused. */
  public static PasswordState state(Gitea gitea, Credential.Basic basic) {
    try {
      return switch (gitea.forms().signIn(basic)) {
        case SIGNED_IN -> PasswordState.FORM_ONLY;
        case SECOND_FACTOR -> PasswordState.SECOND_FACTOR;
        case MUST_CHANGE -> PasswordState.MUST_CHANGE;
        case INACTIVE -> PasswordState.INACTIVE;
        case REFUSED -> PasswordState.REFUSED;
        case UNKNOWN -> PasswordState.UNTOLD;
      };
    } catch (Failure e) {
      // It may be closed to us, or lead elsewhere. The API has answered, so Gitea is there.
      return PasswordState.UNTOLD;
    }
  }

  /** Why the web form did not let a password in; current if it does. */
  public static PasswordState formState(Gitea gitea, Credential.Basic basic) {
    PasswordState state = state(gitea, basic);
    return state == PasswordState.FORM_ONLY ? PasswordState.CURRENT : state;
  }

  /** Whether it is the right one, although the API may not take it. */
  public static boolean isRight(PasswordState state) {
    return switch (state) {
      case CURRENT, NEXT, SECOND_FACTOR, FORM_ONLY -> true;
      case REFUSED, UNTOLD, MUST_CHANGE, INACTIVE -> false;
    };
  }

  /** What the refusal is in words; empty if it is not about the password at all. */
  public static Optional<String> describe(PasswordState state, String username) {
    return switch (state) {
      case SECOND_FACTOR ->
          Optional.of(
              "the password is right, but Gitea asks "
                  + username
                  + " for a second factor, which this program cannot give");
      case FORM_ONLY ->
          Optional.of("Gitea's web form accepts the password, but its API accepts no password");
      case UNTOLD ->
          Optional.of(
              "Gitea's API refuses the password, which may mean a second factor, and"
                  + " its web form gives no reason");
      case REFUSED -> Optional.of("Gitea refuses the password, and so does its web form");
      case CURRENT, NEXT, MUST_CHANGE, INACTIVE -> Optional.empty();
    };
  }

  /**
   * A refused change in words that tell why, where the web form tells it.
   *
   * @param basic the password it was tried with
   * @param next what works instead
   */
  public static Failure told(
      NoEffectFailure refused, Gitea gitea, Credential.Basic basic, String tried, String next) {
    if (refused.exitCode() != ExitCode.NOT_AUTHORISED) {
      return refused;
    }
    return describe(state(gitea, basic), basic.username())
        .<Failure>map(seen ->
            new NoEffectFailure(
                ExitCode.NOT_AUTHORISED, Problem.of("admin.exists", tried, seen, next)))
        .orElse(refused);
  }
}
