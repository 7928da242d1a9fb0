package dev.giteadrone.reconcile.access;

import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.StepContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends a request with the password. If Gitea refuses it because of a second factor, and somebody
 * can be asked, sends it again with a code.
 */
final class CodeRetry {
  private CodeRetry() {}

  /**
   * Sends the request.
   *
   * @throws NoEffectFailure the first refusal, if no code helps
   */
  static <T> T send(
      StepContext context, Credential.Basic own, Function<Credential.Basic, T> request) {
    try {
      return request.apply(own);
    } catch (NoEffectFailure refused) {
      if (!isRefusal(refused) || !wantsCode(context, own)) {
        throw refused;
      }
      return withCode(context, own, request).orElseThrow(() -> refused);
    }
  }

  private static <T> Optional<T> withCode(
      StepContext context, Credential.Basic own, Function<Credential.Basic, T> request) {
    for (int tries = 0; tries < SecondFactor.TRIES; tries++) {
      Optional<Secret> code = context.gateways().secondFactor().ask(own.username(), tries > 0);
      if (code.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(request.apply(own.withCode(code.get())));
      } catch (NoEffectFailure e) {
        if (!isRefusal(e)) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  /** The API gives a missing code the answer of a wrong password; the web form tells them apart. */
  private static boolean wantsCode(StepContext context, Credential.Basic own) {
    return context.gateways().secondFactor().canAsk()
        && RefusedPassword.state(context.gateways().gitea(), own) == PasswordState.SECOND_FACTOR;
  }

  private static boolean isRefusal(NoEffectFailure failure) {
    return failure.exitCode() == ExitCode.NOT_AUTHORISED;
  }
}
