package dev.giteadrone.testing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Executes calls of the generated services. Any failure becomes an exception with a clear message.
 */
public final class Calls {
  private static final Case NO_ANSWER =
      Case.of(ProblemId.TESTING_REQUEST, "no-answer", "what", "server", "error");
  private static final Case UNREADABLE =
      Case.of(ProblemId.TESTING_REQUEST, "unreadable", "what", "server");
  private static final Case REFUSED =
      Case.of(ProblemId.TESTING_REQUEST, "refused", "what", "server", "status", "message");
  private static final int MOST = 200;

  private Calls() {}

  /**
   * Returns the body of an answer.
   *
   * @param what the action, for messages, such as {@code creating the repository demo}
   * @param known answers that mean a mistake of the test
   * @throws IllegalArgumentException on one of these answers
   */
  public static <T> T body(String what, Call<T> call, WrongUse... known) {
    return found(what, call, known).orElseThrow(() -> failure(what, call, 404, "", known));
  }

  /** Returns the body of an answer; empty on a 404. */
  public static <T> Optional<T> found(String what, Call<T> call, WrongUse... known) {
    Response<T> response = execute(what, call, known);
    T body = response.body();
    if (response.code() == 404) {
      return Optional.empty();
    }
    if (!response.isSuccessful() || body == null) {
      throw failure(what, call, response.code(), message(response), known);
    }
    return Optional.of(body);
  }

  /** Deletes something. It is no error if it does not exist. */
  public static void delete(String what, Call<?> call) {
    Response<?> response = execute(what, call);
    if (!response.isSuccessful() && response.code() != 404) {
      throw failure(what, call, response.code(), message(response));
    }
  }

  private static <T> Response<T> execute(String what, Call<T> call, WrongUse... known) {
    try {
      return call.execute();
    } catch (JsonProcessingException e) {
      throw failure(what, call, WrongUse.OTHER_SHAPE, "", known);
    } catch (IOException e) {
      throw FailureMapping.of(
          NO_ANSWER.exit(),
          NO_ANSWER.problem(what, server(call), Text.neutral(String.valueOf(e.getMessage()), MOST)),
          e);
    }
  }

  private static RuntimeException failure(
      String what, Call<?> call, int status, String message, WrongUse... known) {
    for (WrongUse each : known) {
      if (each.fits(status, message)) {
        return each.exception(what);
      }
    }
    return unexpected(
        status == WrongUse.OTHER_SHAPE
            ? UNREADABLE.problem(what, server(call))
            : REFUSED.problem(what, server(call), status, message));
  }

  private static RuntimeException unexpected(Problem problem) {
    return FailureMapping.of(ExitCode.FAILED, problem, null);
  }

  /** Which server a call goes to. Only Gitea's paths have a version. */
  private static String server(Call<?> call) {
    HttpUrl url = call.request().url();
    String name = url.encodedPath().contains("/api/v1/") ? "Gitea" : "Drone";
    return name + " (" + url.redact().replace("/...", "") + ")";
  }

  private static String message(Response<?> response) {
    try (@Nullable ResponseBody error = response.errorBody()) {
      return error == null ? "" : Text.neutral(error.string(), MOST);
    } catch (IOException e) {
      return "";
    }
  }
}
