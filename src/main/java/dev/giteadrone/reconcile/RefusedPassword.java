package dev.giteadrone.reconcile;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out why Gitea refuses a password. The API answers 401 to a wrong password, a second factor
 * and an account that may not sign in. The web form tells them apart.
 */
public final class RefusedPassword {
  private RefusedPassword() {}

  /** Tries a password that the API refused in the web form. */
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
      // The web form may be closed to this program, or redirect to another site. The API has
      // answered, so Gitea is up.
      return PasswordState.UNTOLD;
    }
  }

  /** The reason why the web form refused a password; current if it accepted it. */
  public static PasswordState formState(Gitea gitea, Credential.Basic basic) {
    PasswordState state = state(gitea, basic);
    return state == PasswordState.FORM_ONLY ? PasswordState.CURRENT : state;
  }

  /** Whether the password is right, even if the API does not accept it. */
  public static boolean isRight(PasswordState state) {
    return switch (state) {
      case CURRENT, NEXT, SECOND_FACTOR, FORM_ONLY -> true;
      case REFUSED, UNTOLD, MUST_CHANGE, INACTIVE -> false;
    };
  }

  /** The reason in words; empty if it has nothing to do with the password. */
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
   * The failure of a refused change. It names the reason if the web form tells it.
   *
   * @param basic the user and password that were tried
   * @param problem the problem of a reason
   */
  public static Failure told(
      NoEffectFailure refused,
      Gitea gitea,
      Credential.Basic basic,
      Function<String, Problem> problem) {
    if (refused.exitCode() != ExitCode.NOT_AUTHORISED) {
      return refused;
    }
    return describe(state(gitea, basic), basic.username())
        .<Failure>map(seen -> new NoEffectFailure(ExitCode.NOT_AUTHORISED, problem.apply(seen)))
        .orElse(refused);
  }
}
